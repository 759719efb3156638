package org.vae4j.datasets.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.datasets.faults.BadDataException;

/**
 * What the images of a folder have in common.
 *
 * @param count how many can be read
 * @param unreadable how many cannot
 * @param classes how many folders of classes there are, 0 without
 * @param sizes how many images have each size, the most frequent first
 * @param grey whether all are
 * @param transparent how many are in part
 * @param turned how many the camera noted to be turned
 */
public record ImageSurvey(
    int count,
    int unreadable,
    int classes,
    Map<ImageFolder.Size, Integer> sizes,
    boolean grey,
    int transparent,
    int turned) {
  /**
   * Looks at every image.
   *
   * @param folder of images, or of folders of them
   * @throws BadDataException if there is no whole image, or what lies there is no such folder
   * @throws IOException if reading fails
   */
  public static ImageSurvey of(Path folder) throws IOException {
    ClassFolders classes = ClassFolders.of(folder);
    Map<ImageFolder.Size, Integer> sizes = new LinkedHashMap<>();
    int[] counts = new int[4];
    boolean grey = true;
    for (Path file : classes.images()) {
      try {
        ImageFile.Look look = ImageFile.look(file);
        sizes.merge(new ImageFolder.Size(look.height(), look.width()), 1, Integer::sum);
        grey &= look.grey();
        counts[0]++;
        counts[1] += look.transparent() ? 1 : 0;
        counts[2] += look.turned() ? 1 : 0;
      } catch (BadDataException e) {
        counts[3]++;
      }
    }
    if (counts[0] == 0) {
      throw BadDataException.of(
          folder,
          "a folder of images, or of folders of images, one a class",
          "unreadable files alone, " + counts[3]);
    }
    Map<ImageFolder.Size, Integer> ordered = new LinkedHashMap<>();
    sizes.entrySet().stream()
        .sorted(Map.Entry.<ImageFolder.Size, Integer>comparingByValue(Comparator.reverseOrder()))
        .forEach(size -> ordered.put(size.getKey(), size.getValue()));
    return new ImageSurvey(
        counts[0], counts[3], classes.names().size(), ordered, grey, counts[1], counts[2]);
  }

  /**
   * The size to bring all images to: the commonest shape, no side longer than a bound.
   *
   * @param longest side, in pixels
   */
  public ImageFolder.Size size(int longest) {
    ImageFolder.Size commonest = sizes.keySet().iterator().next();
    int side = Math.max(commonest.height(), commonest.width());
    if (side <= longest) {
      return commonest;
    }
    double scale = (double) longest / side;
    return new ImageFolder.Size(
        (int) Math.max(1, Math.round(commonest.height() * scale)),
        (int) Math.max(1, Math.round(commonest.width() * scale)));
  }
}
