package org.vae4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.loss.DiagonalGaussian;

/** Checkpoints of every format that there has been. {@link CompatibilityFixture} made them. */
class CompatibilityTest {
  private static final Path FOLDER = Path.of("src/test/resources/checkpoints");

  @ParameterizedTest
  @ValueSource(strings = "format-1")
  void readsWhatEarlierVersionsWrote(String name) throws IOException {
    Checkpoint checkpoint = Checkpoint.read(FOLDER.resolve(name + ".zip"));
    JsonNode expected = new ObjectMapper().readTree(FOLDER.resolve(name + ".json").toFile());
    assertThat(checkpoint.parametersSha256()).isEqualTo(expected.get("parametersSha256").asText());
    assertThat(checkpoint.updaterStateSha256())
        .isEqualTo(expected.get("updaterStateSha256").asText());
    assertThat(checkpoint.vae().net().getEpochCount()).isEqualTo(expected.get("epoch").intValue());
    assertThat(checkpoint.vae().net().getIterationCount())
        .isEqualTo(expected.get("iteration").intValue());
    assertThat(checkpoint.state()).isEqualTo(expected.get("state"));

    INDArray x = matrix(expected.get("x"));
    DiagonalGaussian posterior = checkpoint.vae().encode(x);
    assertClose(posterior.mean(), expected.get("mean"));
    assertClose(posterior.logVariance(), expected.get("logVariance"));
    assertClose(checkpoint.vae().reconstruct(x), expected.get("reconstruction"));
  }

  /** Another processor adds up 20 products of floats in another order: a few units in 2^-24. */
  private static void assertClose(INDArray found, JsonNode expected) throws IOException {
    assertThat(found.equalsWithEps(matrix(expected), 1e-5)).as("%s%n%s", found, expected).isTrue();
  }

  private static INDArray matrix(JsonNode rows) throws IOException {
    return Nd4j.createFromArray(new ObjectMapper().treeToValue(rows, float[][].class));
  }
}
