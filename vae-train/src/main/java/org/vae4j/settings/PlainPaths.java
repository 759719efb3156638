package org.vae4j.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.file.Path;
import org.vae4j.refusal.BadInputException;
import org.vae4j.refusal.GivenPath;

/** A path is written as people write it, where Jackson's own way is a URI. */
final class PlainPaths extends SimpleModule {
  private static final long serialVersionUID = 1;

  PlainPaths() {
    addSerializer(Path.class, ToStringSerializer.instance);
    addDeserializer(Path.class, new Reading());
  }

  private static final class Reading extends StdScalarDeserializer<Path> {
    private static final long serialVersionUID = 1;

    Reading() {
      super(Path.class);
    }

    @Override
    public Path deserialize(JsonParser in, DeserializationContext context) throws IOException {
      try {
        return GivenPath.of(in.getText());
      } catch (BadInputException e) {
        throw new BadInputException("--%s: %s".formatted(in.currentName(), e.getMessage()), e);
      }
    }
  }
}
