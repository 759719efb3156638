package org.vae4j.settings;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.vae4j.refusal.BadInputException;

/** A constant SOME_NAME is written some-name, in YAML and on the command line alike. */
public final class ConstantNames extends SimpleModule {
  private static final long serialVersionUID = 1;

  ConstantNames() {
    setSerializerModifier(new Writing());
    setDeserializerModifier(new Reading());
  }

  public static String of(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static final class Writing extends BeanSerializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public JsonSerializer<?> modifyEnumSerializer(
        SerializationConfig config, JavaType type, BeanDescription bean, JsonSerializer<?> plain) {
      return new JsonSerializer<Object>() {
        @Override
        public void serialize(Object value, JsonGenerator out, SerializerProvider provider)
            throws IOException {
          out.writeString(of(value));
        }
      };
    }
  }

  private static final class Reading extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public JsonDeserializer<?> modifyEnumDeserializer(
        DeserializationConfig config,
        JavaType type,
        BeanDescription bean,
        JsonDeserializer<?> plain) {
      Object[] constants = type.getRawClass().getEnumConstants();
      return new JsonDeserializer<Object>() {
        @Override
        public Object deserialize(JsonParser in, DeserializationContext context)
            throws IOException {
          String name = in.getText();
          return Arrays.stream(constants)
              .filter(constant -> of(constant).equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new BadInputException(
                          "--%s: expected one of %s, got '%s'"
                              .formatted(in.getParsingContext().getCurrentName(), names(), name)));
        }

        private String names() {
          return Arrays.stream(constants).map(ConstantNames::of).collect(Collectors.joining(", "));
        }
      };
    }
  }
}
