package org.vae4j.cases;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;
import javax.imageio.ImageIO;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.drawn.Digits;

/**
 * Data as people bring them, of which the truth is known. As a program it writes them all:
 *
 * <pre>
 * java org.vae4j.cases.SyntheticData FOLDER SEED
 * </pre>
 */
public final class SyntheticData {
  private static final int FACTORS = 8;

  private SyntheticData() {}

  /** Writes every kind of data under a folder, and prints what is known of it. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    long seed = Long.parseLong(arguments[1]);
    double small = gaussianTable(folder.resolve("gaussian-10"), 1000, 10, true, seed);
    double large = gaussianTable(folder.resolve("gaussian-30"), 5000, 30, true, seed + 1);
    double independent = gaussianTable(folder.resolve("independent-10"), 1000, 10, false, seed + 2);
    System.out.printf(
        Locale.ROOT,
        "NLL of the truth: gaussian-10 %.3f, gaussian-30 %.3f, independent-10 %.3f%n",
        small,
        large,
        independent);
    people(folder.resolve("people.csv"), 2000, seed + 3);
    drawings(folder.resolve("drawings"), 2300, 53, seed + 4);
    photos(folder.resolve("photos"), 360, seed + 5);
    counts(folder.resolve("counts.csv"), 1500, Double.POSITIVE_INFINITY, seed + 6);
    spectra(folder.resolve("spectra.npy"), 1000, seed + 7);
    shades(folder.resolve("shades"), 300, 12, seed + 8);
  }

  /**
   * A table {@code NAME.csv} from a Gaussian, and 5,000 further rows {@code NAME-more.csv}: the
   * covariance of 8 random factors, noise of its own for each column, means and scales of all
   * sizes.
   *
   * @param structure whether there are factors, or columns are independent
   * @return the mean of −log p of the further rows under the true density, in nats
   */
  public static double gaussianTable(Path name, int rows, int columns, boolean structure, long seed)
      throws IOException {
    Random random = new Random(seed);
    double[][] loadings = new double[columns][FACTORS];
    double[] noise = new double[columns];
    double[] mean = new double[columns];
    double[] scale = new double[columns];
    for (int j = 0; j < columns; j++) {
      for (int k = 0; k < FACTORS; k++) {
        loadings[j][k] = structure ? random.nextGaussian() : 0;
      }
      noise[j] = Math.exp(-1.2 + 1.6 * random.nextDouble());
      mean[j] = 100 * random.nextGaussian();
      scale[j] = Math.exp(-3 + 7 * random.nextDouble());
    }
    write(
        name.resolveSibling(name.getFileName() + ".csv"),
        rows,
        loadings,
        noise,
        mean,
        scale,
        random);
    double[][] more =
        write(
            name.resolveSibling(name.getFileName() + "-more.csv"),
            5000,
            loadings,
            noise,
            mean,
            scale,
            random);
    return negativeLogLikelihood(more, loadings, noise, mean, scale);
  }

  private static double[][] write(
      Path file,
      int rows,
      double[][] loadings,
      double[] noise,
      double[] mean,
      double[] scale,
      Random random)
      throws IOException {
    double[][] written = new double[rows][mean.length];
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      for (int j = 0; j < mean.length; j++) {
        out.print((j == 0 ? "" : ",") + "c" + j);
      }
      out.println();
      for (double[] row : written) {
        double[] factors = new double[FACTORS];
        for (int k = 0; k < FACTORS; k++) {
          factors[k] = random.nextGaussian();
        }
        for (int j = 0; j < row.length; j++) {
          double sum = noise[j] * random.nextGaussian();
          for (int k = 0; k < FACTORS; k++) {
            sum += loadings[j][k] * factors[k];
          }
          row[j] = mean[j] + scale[j] * sum;
          out.printf(Locale.ROOT, "%s%.7g", j == 0 ? "" : ",", row[j]);
        }
        out.println();
      }
    }
    return written;
  }

  private static double negativeLogLikelihood(
      double[][] rows, double[][] loadings, double[] noise, double[] mean, double[] scale) {
    RealMatrix factor = new Array2DRowRealMatrix(loadings);
    RealMatrix covariance = factor.multiply(factor.transpose());
    for (int i = 0; i < mean.length; i++) {
      covariance.addToEntry(i, i, noise[i] * noise[i]);
      for (int j = 0; j < mean.length; j++) {
        covariance.multiplyEntry(i, j, scale[i] * scale[j]);
      }
    }
    RealMatrix root = new CholeskyDecomposition(covariance, 1e-12, 0).getL();
    double logVolume = 0;
    for (int i = 0; i < mean.length; i++) {
      logVolume += Math.log(root.getEntry(i, i)) + 0.5 * Math.log(2 * Math.PI);
    }
    double sum = 0;
    for (double[] row : rows) {
      RealVector z = new ArrayRealVector(row).subtract(new ArrayRealVector(mean));
      MatrixUtils.solveLowerTriangularSystem(root, z);
      sum += 0.5 * z.dotProduct(z);
    }
    return sum / rows.length + logVolume;
  }

  /**
   * People as an office exports them: semicolons, decimal commas, an unnamed index, empty cells, an
   * identifier, a comment, dates.
   */
  public static void people(Path file, int rows, long seed) throws IOException {
    Random random = new Random(seed);
    String[] countries = {"Germany", "France", "Italy", "Spain", "Poland"};
    String[] words = {
      "called", "again", "about", "the", "bill", "paid", "late", "new", "address", "asks"
    };
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
      out.println(";age;income;country;member;joined;id;comment");
      for (int i = 0; i < rows; i++) {
        int country = (int) Math.min(4, Math.abs(random.nextGaussian()) * 2);
        boolean member = random.nextDouble() < 0.2 + 0.1 * country;
        double age = Math.max(18, 45 + (member ? 10 : 0) + 12 * random.nextGaussian());
        double income = Math.exp(10 + 0.01 * age - 0.1 * country + 0.2 * random.nextGaussian());
        StringBuilder comment = new StringBuilder("\"");
        for (int k = 0; k < 6; k++) {
          comment.append(k == 0 ? "" : " ").append(words[random.nextInt(words.length)]);
        }
        comment
            .append(random.nextInt(1000))
            .append(random.nextInt(3) == 0 ? ";\nsee file\"" : "\"");
        out.printf(
            Locale.ROOT,
            "%d;%s;%s;%s;%s;%s;%s;%s%n",
            i,
            cell(random, Integer.toString((int) age)),
            cell(random, String.format(Locale.GERMANY, "%.2f", income)),
            cell(random, countries[country]),
            cell(random, member ? "yes" : "no"),
            cell(
                random,
                "%02d.%02d.%d"
                    .formatted(
                        1 + random.nextInt(28), 1 + random.nextInt(12), 2000 + random.nextInt(24))),
            "K-" + (100_000 + 7 * i),
            comment);
      }
    }
  }

  private static String cell(Random random, String text) {
    return random.nextDouble() < 0.03 ? "" : text;
  }

  /** Digits drawn in any size, such as 53x53, as a folder of PNGs. */
  public static void drawings(Path folder, int count, int size, long seed) throws IOException {
    Files.createDirectories(folder);
    Dataset digits = Digits.generate(seed).train();
    int side = Digits.SHAPE.width();
    for (int i = 0; i < count; i++) {
      BufferedImage small = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
      for (int j = 0; j < side * side; j++) {
        small.getRaster().setSample(j % side, j / side, 0, (int) digits.value(i, j));
      }
      BufferedImage large = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
      Graphics2D pen = large.createGraphics();
      pen.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      pen.drawImage(small, 0, 0, size, size, null);
      pen.dispose();
      ImageIO.write(large, "png", folder.resolve("%05d.png".formatted(i)).toFile());
    }
  }

  /** Photo-like pictures, 64x64 in colour: a sky, a ground, and a thing between them. */
  public static void photos(Path folder, int count, long seed) throws IOException {
    Files.createDirectories(folder);
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
      Graphics2D pen = image.createGraphics();
      pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      int horizon = 24 + random.nextInt(24);
      float hue = random.nextFloat();
      pen.setPaint(
          new GradientPaint(
              0,
              0,
              Color.getHSBColor(hue, 0.6f, 0.9f),
              0,
              horizon,
              Color.getHSBColor(hue, 0.2f, 1f)));
      pen.fillRect(0, 0, 64, horizon);
      pen.setPaint(
          new GradientPaint(
              0,
              horizon,
              Color.getHSBColor(hue + 0.4f, 0.5f, 0.5f),
              0,
              64,
              Color.getHSBColor(hue + 0.4f, 0.6f, 0.2f)));
      pen.fillRect(0, horizon, 64, 64 - horizon);
      pen.setColor(Color.getHSBColor(random.nextFloat(), 0.9f, 0.8f));
      int size = 14 + random.nextInt(20);
      int x = random.nextInt(64 - size);
      int y = Math.max(0, horizon - size / 2);
      if (random.nextBoolean()) {
        pen.fillOval(x, y, size, size);
      } else {
        pen.fillRect(x, y, size, size);
      }
      pen.dispose();
      ImageIO.write(image, "png", folder.resolve("%05d.png".formatted(i)).toFile());
    }
  }

  /**
   * Counts of 16 kinds of things, about 3 of each, by two factors.
   *
   * @param shape of the gamma variable that each rate is multiplied with, so that counts are
   *     negative binomial; infinite for none, so that they are Poisson
   */
  public static void counts(Path file, int rows, double shape, long seed) throws IOException {
    RandomGenerator random = new Well19937c(seed);
    double[][] loadings = new double[16][2];
    for (double[] loading : loadings) {
      Arrays.setAll(loading, k -> 0.4 * random.nextGaussian());
    }
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      out.println("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p");
      for (int i = 0; i < rows; i++) {
        double first = random.nextGaussian();
        double second = random.nextGaussian();
        StringJoiner row = new StringJoiner(",");
        for (double[] loading : loadings) {
          double rate = 3 * Math.exp(loading[0] * first + loading[1] * second);
          if (shape < Double.POSITIVE_INFINITY) {
            rate *= new GammaDistribution(random, shape, 1 / shape).sample();
          }
          row.add(
              Integer.toString(
                  rate > 0 ? new PoissonDistribution(random, rate, 1e-9, 1000).sample() : 0));
        }
        out.println(row);
      }
    }
  }

  /** Spectra of three lines of any height above a noise, 24 channels, as an array of numpy. */
  public static void spectra(Path file, int rows, long seed) throws IOException {
    int channels = 24;
    Random random = new Random(seed);
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }\n".formatted(rows, channels);
    ByteBuffer array =
        ByteBuffer.allocate(10 + header.length() + 4 * rows * channels)
            .order(ByteOrder.LITTLE_ENDIAN);
    array.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    array.putShort((short) header.length()).put(header.getBytes(StandardCharsets.ISO_8859_1));
    for (int i = 0; i < rows; i++) {
      double[] heights = random.doubles(3, 0, 4).toArray();
      for (int j = 0; j < channels; j++) {
        double sum = 0.3 * random.nextGaussian();
        for (int line = 0; line < heights.length; line++) {
          double distance = (j - 4 - 8 * line) / 2.5;
          sum += heights[line] * Math.exp(-0.5 * distance * distance);
        }
        array.putFloat((float) sum);
      }
    }
    Files.write(file, array.array());
  }

  /** Grey pictures without black and white: light that falls from one side, and a soft spot. */
  public static void shades(Path folder, int count, int side, long seed) throws IOException {
    Files.createDirectories(folder);
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
      double slope = 0.3 * random.nextDouble() - 0.15;
      double height = 0.5 * random.nextDouble() - 0.25;
      double x = random.nextDouble();
      double y = random.nextDouble();
      for (int j = 0; j < side * side; j++) {
        int row = j / side;
        double right = (double) (j % side) / side;
        double down = (double) row / side;
        double distance = Math.hypot(right - x, down - y) / 0.25;
        double grey =
            0.5
                + slope * (right + down - 1)
                + height * Math.exp(-0.5 * distance * distance)
                + 0.03 * random.nextGaussian();
        image.getRaster().setSample(j % side, row, 0, (int) Math.round(255 * grey));
      }
      ImageIO.write(image, "png", folder.resolve("%05d.png".formatted(i)).toFile());
    }
  }
}
