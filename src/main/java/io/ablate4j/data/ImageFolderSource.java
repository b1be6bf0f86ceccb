package io.ablate4j.data;

import io.ablate4j.data.image.ImageDecoder;
import io.ablate4j.data.image.UnreadableImageException;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Images in folders, one folder a class. Seeds draw their test examples from all images, unless the
 * folders are {@code train} and {@code test} with the same class folders in each: then they draw
 * them from {@code test} alone.
 *
 * <p>Options: {@code path} (required), the folder that holds the classes' folders or {@code train}
 * and {@code test}; {@code height} and {@code width} in pixels, 28 if not given; {@code channels},
 * 1 (grey, if not given) or 3 (red, green, blue). Classes are the folders' names in alphabetical
 * order. Hidden files are left out, and what systems leave behind, such as Thumbs.db.
 *
 * <p>Images are brought to that size whatever that does to their proportions: smaller by averaging
 * all the area that a pixel covers, larger by straight lines between pixels. Values go from 0 to 1
 * by the depth of the file (a 16-bit file's 65,535 is 1), and colour profiles do not change them.
 * Images are turned as their EXIF says. Transparent parts are read as white.
 */
public final class ImageFolderSource implements DatasetSource {
  private static final String HEIGHT = "height";
  private static final String WIDTH = "width";
  private static final String CHANNELS = "channels";
  private static final int DEFAULT_SIDE = 28;
  private static final int MOST_SIDE = 4096;

  private static final long MOST_BYTES = 256L << 20;

  /** Part of the checksum: files that are read to other numbers are other data. */
  private static final String READING = "image-folder 2";

  /** For {@link java.util.ServiceLoader}. */
  public ImageFolderSource() {}

  @Override
  public String id() {
    return "image-folder";
  }

  @Override
  public String description() {
    return "Images of your own, one folder a class (dataset.path names the folder of folders)";
  }

  @Override
  public Set<String> options() {
    return Set.of(DataFiles.PATH, HEIGHT, WIDTH, CHANNELS);
  }

  /**
   * Reads and resizes all images, which are kept at one byte a pixel and channel, or two if some
   * have more than 8 bits.
   *
   * @throws ProblemsException with every problem: no such folder, an option that is no number,
   *     fewer than two class folders, a class folder without images or with other files, images
   *     that cannot be read or are not whole
   */
  @Override
  public DataPool open(DatasetSpec spec, DataFolders folders) {
    List<Problem> problems = new ArrayList<>();
    int height = number(spec, HEIGHT, DEFAULT_SIDE, problems);
    int width = number(spec, WIDTH, DEFAULT_SIDE, problems);
    int channels = number(spec, CHANNELS, 1, problems);
    if (channels == 2 || channels > 3) {
      problems.add(
          new Problem(
              Optional.of("dataset.channels"),
              "dataset.channels " + channels + " is neither 1 nor 3.",
              "use 1 for grey or 3 for colour."));
    }
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    ImageFolders found = ImageFolders.in(DataFiles.ownPath(spec, folders));
    InputShape shape = InputShape.image(channels, height, width);
    int count = found.all().size();
    if ((long) shape.size() * count > Integer.MAX_VALUE - Long.BYTES) {
      throw new ProblemsException(
          List.of(
              new Problem(
                  Optional.of("dataset.path"),
                  count + " images of " + shape + " do not fit into one array.",
                  "lower dataset.height and dataset.width.")));
    }
    DataPool pool = read(found, shape, problems);
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    return pool;
  }

  private static int number(DatasetSpec spec, String key, int usual, List<Problem> problems) {
    String text = spec.options().getOrDefault(key, String.valueOf(usual));
    int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > MOST_SIDE) {
      problems.add(
          new Problem(
              Optional.of("dataset." + key),
              "dataset." + key + " \"" + text + "\" is not a number from 1 to " + MOST_SIDE + ".",
              "leave it out for " + usual + "."));
    }
    return number;
  }

  /** Reads each file once: what is hashed is what is decoded. */
  private static DataPool read(ImageFolders found, InputShape shape, List<Problem> problems) {
    List<ImageFolders.Picture> pictures = found.all();
    int[] labels = pictures.stream().mapToInt(ImageFolders.Picture::label).toArray();
    ImagePool pool = new ImagePool(shape, found.classNames(), labels, found.training().size());
    MessageDigest sha = DataFiles.sha256();
    sha.update((READING + "\n").getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < pictures.size(); i++) {
      ImageFolders.Picture picture = pictures.get(i);
      Optional<byte[]> bytes = DataFiles.bytes(picture.file(), MOST_BYTES, problems);
      if (bytes.isEmpty()) {
        continue;
      }
      String head = picture.name() + "\n" + bytes.get().length + "\n";
      sha.update(head.getBytes(StandardCharsets.UTF_8));
      sha.update(bytes.get());
      try {
        pool.put(
            i, ImageDecoder.decode(bytes.get(), shape.channels(), shape.height(), shape.width()));
      } catch (UnreadableImageException e) {
        problems.add(
            DataFiles.at(
                picture.file(),
                picture.file().getFileName()
                    + " cannot be read as an image: "
                    + e.getMessage()
                    + ".",
                e.advice()));
      }
    }
    return pool.close(HexFormat.of().formatHex(sha.digest()));
  }
}
