package org.vae4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The Java that a page shows, taken from it and compiled. */
public final class JavaSnippets {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private JavaSnippets() {}

  public static List<String> of(Path page) throws IOException {
    return BLOCK.matcher(Files.readString(page)).results().map(match -> match.group(1)).toList();
  }

  /**
   * Compiles a source file, with warnings of the code it uses let through, and gives its classes.
   */
  static URLClassLoader compile(String source, Path classes) throws IOException {
    return compile("Snippet", source, classes);
  }

  /** Compiles a source file of a public class. */
  public static URLClassLoader compile(String publicClass, String source, Path classes)
      throws IOException {
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///" + publicClass + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    StringWriter messages = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                messages,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path")),
                null,
                List.of(file))
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
    return new URLClassLoader(new URL[] {classes.toUri().toURL()});
  }
}
