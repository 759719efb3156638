package org.vae4j.datasets.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.datasets.ExampleReader;
import org.vae4j.datasets.ImageShape;
import org.vae4j.random.RandomKey;

/** What an example becomes depends on nothing but the example and the epoch. */
class StepsInIterationTest {
  private static final int N = 23;
  private static final int SEED = 4;
  private static final ImageShape SHAPE = ImageShape.grey(5, 4);
  private static final RandomKey KEY = RandomKey.of(6);

  enum Kind {
    NOTHING,
    LEVELS,
    THRESHOLD,
    STATIC,
    DYNAMIC,
    NOISE,
    STANDARD,
    ALL;

    Dataset of(Dataset images) {
      return switch (this) {
        case NOTHING -> images;
        case LEVELS -> images.then(new PixelLevels(256));
        case THRESHOLD -> images.then(Threshold.AT_HALF);
        case STATIC -> images.then(new Binarisation(Draws.once(KEY)));
        case DYNAMIC -> images.then(new Binarisation(Draws.everyEpoch(KEY)));
        case NOISE -> images.then(new Dequantisation(Draws.everyEpoch(KEY), 256));
        case STANDARD -> images.then(Standardisation.fit(images));
        case ALL -> {
          Dataset noisy = NOISE.of(images.then(new CropPad(SHAPE, 3, 7)));
          yield noisy.then(Standardisation.fit(noisy));
        }
      };
    }

    boolean goesByTheEpoch() {
      return this == DYNAMIC || this == NOISE || this == ALL;
    }
  }

  private static Dataset images() {
    byte[] pixels = new byte[N * SHAPE.size()];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt(256);
    }
    return Dataset.unlabelled("random", SHAPE, pixels);
  }

  private static List<float[]> read(Dataset images, int epoch) {
    ExampleReader reader = images.reader();
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      float[] row = new float[images.features()];
      reader.read(i, epoch, row, 0);
      rows.add(row);
    }
    return rows;
  }

  private static List<float[]> rest(DatasetIterator batches) {
    List<float[]> rows = new ArrayList<>();
    while (batches.hasNext()) {
      rows.addAll(List.of(batches.next().getFeatures().toFloatMatrix()));
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource
  void orderBatchesAndResumeDoNotMatter(Kind kind) {
    Dataset images = kind.of(images());
    for (int epoch : new int[] {0, 3}) {
      List<float[]> expected = read(images, epoch);
      int[] order = RandomKey.of(SEED).with("shuffle").with(epoch).permutation(N);
      List<float[]> shuffled = new ArrayList<>();
      for (int example : order) {
        shuffled.add(expected.get(example));
      }
      for (int batchSize : new int[] {1, 4, N}) {
        DatasetIterator inOrder = new DatasetIterator.Builder(images, batchSize).build();
        inOrder.setEpoch(epoch);
        same(rest(inOrder), expected);

        DatasetIterator batches =
            new DatasetIterator.Builder(images, batchSize).shuffle(SEED).reuseArrays(true).build();
        batches.setEpoch(epoch);
        same(rest(batches), shuffled);
        int resumed = batches.batches() / 2;
        batches.seek(resumed);
        same(rest(batches), shuffled.subList(resumed * batchSize, N));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPartHasTheSameExamplesAsTheWhole(Kind kind) {
    Dataset images = kind.of(images());
    List<float[]> whole = read(images, 2);
    same(read(images.select(9, 3, 22), 2), List.of(whole.get(9), whole.get(3), whole.get(22)));
    same(read(images.take(5).select(4), 2), List.of(whole.get(4)));
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatIsDrawnAnewGoesByTheEpoch(Kind kind) {
    Dataset images = kind.of(images());
    boolean moved = !Arrays.deepEquals(array(read(images, 1)), array(read(images, 2)));
    assertThat(moved).isEqualTo(kind.goesByTheEpoch());
  }

  private static float[][] array(List<float[]> rows) {
    return rows.toArray(new float[0][]);
  }

  private static void same(List<float[]> found, List<float[]> expected) {
    assertThat(array(found)).isDeepEqualTo(array(expected));
  }
}
