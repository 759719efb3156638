package org.vae4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher starts, told by a Java that prints its locale and its options. */
class LauncherTest {
  private static final String VECTORS = "--add-modules jdk.incubator.vector";

  @TempDir private Path root;
  private Path java;

  @BeforeEach
  void pretendThatItIsBuilt() throws IOException {
    Path shell = Path.of("/bin/sh");
    assumeTrue(Files.isExecutable(shell), "no POSIX shell");
    Path launcher = root.resolve("vae");
    Files.copy(Path.of(System.getProperty("vae4j.root"), "vae"), launcher);
    Path target = Files.createDirectories(root.resolve("vae-train/target"));
    Files.createFile(target.resolve("vae-train.jar"));
    Files.createFile(target.resolve("launcher-built"));
    java = Files.createDirectories(root.resolve("java/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho \"${LC_ALL:-none} $*\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        root.resolve("java/release"),
        "JAVA_VERSION=\"17.0.1\"\nMODULES=\"java.base jdk.incubator.vector\"\n");
  }

  private String start(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of("sh", root.resolve("vae").toString()), Stream.of(words))
                    .toList())
            .redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("LC_ALL", "LC_CTYPE", "LANG"));
    builder.environment().put("JAVA_HOME", root.resolve("java").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--help",
        "train --help",
        "-h",
        "--version",
        "help",
        "nosuch",
        "nosuch train",
        "datasets",
        "datasets show mnist",
        "--debug datasets",
        "--debug",
        "--debug train --help",
        "inspect x.zip",
        "divergence --help"
      })
  void whatComputesNothingHasNoNeedOfTheVectorApi(String words) throws Exception {
    String[] split = words.isEmpty() ? new String[0] : words.split(" ", -1);
    assertThat(start(Map.of(), split)).doesNotContain(VECTORS).endsWith(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"train --epochs 1", "evaluate run", "--debug resume run", "sample run"})
  void whatComputesHasIt(String words) throws Exception {
    assertThat(start(Map.of(), words.split(" ", -1))).contains(VECTORS).endsWith(words);
  }

  /** A system whose locale, as it is set, is of this character set. */
  @ParameterizedTest
  @CsvSource({
    ", ANSI_X3.4-1968, C.UTF-8",
    "LANG=C, ANSI_X3.4-1968, C.UTF-8",
    "LC_ALL=POSIX, ANSI_X3.4-1968, C.UTF-8",
    "LANG=de_DE.UTF-8, UTF-8, none",
    "LANG=de_DE.UTF-8, ANSI_X3.4-1968, C.UTF-8",
    "LANG=en_US, ISO-8859-1, C.UTF-8",
    "LC_CTYPE=de_DE.ISO-8859-1, ISO-8859-1, C.UTF-8",
    "LC_ALL=de_DE.ISO-8859-1, ISO-8859-1, C.UTF-8",
    "LC_ALL=en_US.UTF-8, UTF-8, en_US.UTF-8"
  })
  void namesOfFilesAreReadAsUtf8WhateverTheLocale(String given, String charset, String expected)
      throws Exception {
    Path commands = Files.createDirectories(root.resolve("commands"));
    Path locale = commands.resolve("locale");
    Files.writeString(
        locale,
        "#!/bin/sh\n[ \"$1\" = charmap ] && echo '%s'\necho 'not installed' >&2\n"
            .formatted(charset));
    Files.setPosixFilePermissions(locale, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> environment = environment(given);
    environment.put("PATH", commands + ":" + System.getenv("PATH"));
    assertThat(start(environment, "train")).startsWith(expected + " ");
  }

  /** As in containers of Alpine: what the variables say has to do. */
  @ParameterizedTest
  @CsvSource({
    ", C.UTF-8",
    "LANG=C, C.UTF-8",
    "LANG=en_US, C.UTF-8",
    "LC_ALL=de_DE.ISO-8859-1, C.UTF-8",
    "LANG=de_DE.UTF-8, none",
    "LC_CTYPE=de_DE.utf8, none",
    "LC_ALL=C.UTF-8, C.UTF-8"
  })
  void withoutTheCommandLocaleTheVariablesTell(String given, String expected) throws Exception {
    Path commands = Files.createDirectories(root.resolve("commands"));
    for (String name : List.of("sh", "dirname", "readlink", "sed", "find", "head", "grep")) {
      Files.createSymbolicLink(commands.resolve(name), found(name));
    }
    Map<String, String> environment = environment(given);
    environment.put("PATH", commands.toString());
    assertThat(start(environment, "train")).startsWith(expected + " ");
  }

  private static Path found(String command) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, command))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> environment(String given) {
    Map<String, String> environment = new HashMap<>();
    if (given != null) {
      environment.put(given.split("=", -1)[0], given.split("=", -1)[1]);
    }
    return environment;
  }

  /** With a real Java: the letters arrive. */
  @ParameterizedTest
  @ValueSource(strings = {"", "LANG=xx_XX.UTF-8", "LANG=xx_XX", "LC_ALL=xx_XX.ISO-8859-1"})
  void lettersBeyondAsciiAreRead(String locale) throws Exception {
    Path source = root.resolve("Exists.java");
    Files.writeString(
        source,
        """
        public class Exists {
          public static void main(String[] names) {
            System.out.print(java.nio.file.Files.exists(java.nio.file.Path.of(names[0])));
          }
        }
        """);
    Files.writeString(
        java,
        "#!/bin/sh\nfor last; do :; done\nexec '%s' '%s' \"$last\"\n"
            .formatted(Path.of(System.getProperty("java.home"), "bin", "java"), source));
    Process make =
        new ProcessBuilder(
                "sh", "-c", "cd '%s' && : >\"$(printf 'gr\\303\\266\\303\\237e')\"".formatted(root))
            .start();
    assertThat(make.waitFor()).isZero();
    Process shell =
        new ProcessBuilder(
                "sh",
                "-c",
                "unset LC_ALL LC_CTYPE LANG; %s JAVA_HOME='%s' exec sh '%s' \"$(printf '%s/gr\\303\\266\\303\\237e')\""
                    .formatted(locale, root.resolve("java"), root.resolve("vae"), root))
            .redirectErrorStream(true)
            .start();
    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("true");
  }
}
