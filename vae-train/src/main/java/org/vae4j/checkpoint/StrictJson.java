package org.vae4j.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON from a file that nobody vouches for: no key twice, bounded depth, nothing after the end. */
final class StrictJson {
  /** DL4J's configurations reach 10. */
  private static final int DEPTH = 64;

  private static final ObjectMapper MAPPER =
      new JsonMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private StrictJson() {}

  /** A JSON object in UTF-8. */
  static ObjectNode read(CheckpointZip zip, String entry, byte[] bytes) throws IOException {
    try {
      if (MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8)) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw zip.bad(entry, "JSON without a key twice, at most %d deep".formatted(DEPTH), e);
    }
    throw zip.bad(entry, "a JSON object", "something else");
  }
}
