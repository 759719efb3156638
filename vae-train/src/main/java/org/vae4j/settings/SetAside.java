package org.vae4j.settings;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.vae4j.refusal.BadInputException;

/**
 * How many examples are set aside: so many, or a share of those that there are.
 *
 * @param count 0 or more; 0 if a share is meant
 * @param percent above 0 and below 100; 0 if a count is meant
 */
public record SetAside(int count, BigDecimal percent) {
  /** Nothing. */
  public static final SetAside NONE = new SetAside(0, BigDecimal.ZERO);

  private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,2}(\\.[0-9]{1,4})?%");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * Reads {@code 50} or {@code 10%}.
   *
   * @param name of the setting, for the message
   * @throws BadInputException if it is neither
   */
  static SetAside read(String name, String text) {
    if (COUNT.matcher(text).matches()) {
      return new SetAside(Integer.parseInt(text), BigDecimal.ZERO);
    }
    if (PERCENT.matcher(text).matches()) {
      BigDecimal percent = new BigDecimal(text.substring(0, text.length() - 1));
      if (percent.signum() > 0) {
        return new SetAside(0, percent);
      }
    }
    throw new BadInputException(
        "--%s: expected a number of examples, or a share such as 10%%, got '%s'"
            .formatted(name, text));
  }

  /** Whether nothing is set aside. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** How many of so many examples: of a share the nearest number, but one at least. */
  public int of(int examples) {
    if (percent.signum() == 0) {
      return count;
    }
    double share = percent.divide(HUNDRED).doubleValue() * examples;
    return (int) Math.max(1, Math.round(share));
  }

  @Override
  public String toString() {
    return percent.signum() == 0 ? Integer.toString(count) : percent.toPlainString() + "%";
  }

  /** A count is a number in YAML, a share is text. */
  static SimpleModule inYaml() {
    SimpleModule module = new SimpleModule("SetAside");
    module.addSerializer(new Writing());
    module.addDeserializer(SetAside.class, new Reading());
    return module;
  }

  private static final class Writing extends StdScalarSerializer<SetAside> {
    private static final long serialVersionUID = 1;

    Writing() {
      super(SetAside.class);
    }

    @Override
    public void serialize(SetAside value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.percent().signum() == 0) {
        out.writeNumber(value.count());
      } else {
        out.writeString(value.toString());
      }
    }
  }

  private static final class Reading extends StdScalarDeserializer<SetAside> {
    private static final long serialVersionUID = 1;

    Reading() {
      super(SetAside.class);
    }

    @Override
    public SetAside deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return read(in.currentName(), in.getText());
    }
  }
}
