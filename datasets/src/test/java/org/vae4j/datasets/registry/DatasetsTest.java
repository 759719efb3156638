package org.vae4j.datasets.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.mnist.DataFolders;

class DatasetsTest {

  @TempDir Path folder;

  private Datasets datasets() {
    return Datasets.standard(new DataFolders(Optional.empty(), folder));
  }

  @Test
  void listsWhatThereIs() throws IOException {
    assertThat(datasets().names())
        .containsExactly("digits", "mnist", "fashion-mnist", "kmnist", "emnist");
    for (DatasetProvider set : datasets().all()) {
      assertThat(set.isHere(DatasetRequest.standard())).isEqualTo(set.name().equals("digits"));
    }
    assertThat(datasets().all())
        .allSatisfy(set -> assertThat(set.info().name()).isEqualTo(set.name()));
  }

  @Test
  void infoAgreesWithWhatIsLoaded() throws IOException {
    DatasetProvider provider = datasets().named("digits");
    DatasetInfo info = provider.info();
    DatasetSplits digits = provider.load(DatasetRequest.standard());
    assertThat(digits.train().size()).isEqualTo(info.trainSize());
    assertThat(digits.test().size()).isEqualTo(info.testSize());
    assertThat(digits.train().shape()).isEqualTo(info.shape());
    assertThat(digits.train().classNames()).isEqualTo(info.classNames());
  }

  @Test
  void unknownNameIsAnsweredWithTheKnownOnes() {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> datasets().named("minst"))
        .withMessage(
            "data set: expected one of digits, mnist, fashion-mnist, kmnist, emnist, found minst");
  }

  @Test
  void namesAreUnique() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Datasets.of(List.of(new DigitsProvider(), new DigitsProvider())))
        .withMessageContaining("digits");
  }

  /** Its provider is not asked to load: 2³¹ − 1 images of 10⁶ pixels, twice. */
  @Test
  void aSetThatDoesNotFitIsToldBeforeItIsLoaded() {
    DatasetProvider big =
        new DatasetProvider() {
          @Override
          public String name() {
            return "big";
          }

          @Override
          public DatasetInfo info() {
            return new DatasetInfo(
                "big",
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                ImageShape.grey(1000, 1000),
                List.of(),
                "CC0",
                "nobody");
          }

          @Override
          public DatasetSplits load(DatasetRequest request) {
            throw new AssertionError("loaded");
          }
        };
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> Datasets.of(List.of(big)).load("big", DatasetRequest.standard()))
        .withMessageStartingWith("big: expected what fits into the ")
        // 2 · (2³¹ − 1) · 10⁶ bytes
        .withMessageEndingWith("found 4095999999 MiB");
  }
}
