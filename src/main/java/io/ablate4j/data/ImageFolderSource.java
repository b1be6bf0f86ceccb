package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.datavec.api.io.labels.ParentPathLabelGenerator;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.datavec.image.recordreader.ImageRecordReader;

/**
 * Images in folders, one folder a class, read and resized with DataVec's ImageRecordReader. There
 * are no test examples of its own: seeds draw them from all images.
 *
 * <p>Options: {@code path} (required), the folder that holds the classes' folders; {@code height}
 * and {@code width} in pixels, 28 if not given; {@code channels}, 1 (grey, if not given) or 3 (red,
 * green, blue). Classes are the folders' names in alphabetical order. Hidden files are left out.
 */
public final class ImageFolderSource implements DatasetSource {
  private static final String HEIGHT = "height";
  private static final String WIDTH = "width";
  private static final String CHANNELS = "channels";
  private static final int DEFAULT_SIDE = 28;
  private static final int MOST_SIDE = 4096;

  private static final List<String> ENDINGS =
      List.of(".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff", ".pgm", ".ppm");

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
   * Reads and resizes all images, which are kept at one byte a pixel and channel. Starts ND4J and
   * OpenCV.
   *
   * @throws ProblemsException with every problem: no such folder, an option that is no number,
   *     fewer than two class folders, a class folder without images or with other files, images
   *     that cannot be read
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
    Path root = DataFiles.ownPath(spec, folders);
    List<Path> classes = classes(root);
    List<Picture> pictures = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      pictures.addAll(pictures(classes.get(label), label, problems));
    }
    InputShape shape = InputShape.image(channels, height, width);
    if ((long) shape.size() * pictures.size() > Integer.MAX_VALUE) {
      problems.add(
          new Problem(
              Optional.of("dataset.path"),
              pictures.size() + " images of " + shape + " do not fit into one array.",
              "lower dataset.height and dataset.width."));
    }
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    String checksum = checksum(root, pictures, problems);
    byte[] pixels = read(pictures, shape, problems);
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    int[] labels = pictures.stream().mapToInt(Picture::label).toArray();
    List<String> names = classes.stream().map(folder -> folder.getFileName().toString()).toList();
    return new BytePool(
        shape,
        names,
        List.of(new BytePool.Part(pixels, 0, shape.size(), labels)),
        List.of(),
        () -> checksum);
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

  private static List<Path> classes(Path root) {
    List<Path> classes = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Path entry : entries(root, problems)) {
      if (Files.isDirectory(entry)) {
        classes.add(entry);
      } else if (isImage(entry)) {
        problems.add(
            DataFiles.at(
                entry,
                entry.getFileName() + " lies beside the class folders and so has no class.",
                "move it into one of them."));
      }
    }
    if (problems.isEmpty() && classes.size() < 2) {
      problems.add(
          new Problem(
              Optional.of("dataset.path"),
              root
                  + " has "
                  + (classes.isEmpty()
                      ? "no folders in it"
                      : "one folder in it, " + classes.get(0).getFileName())
                  + "; two classes or more are needed, each in a folder of its own.",
              "let dataset.path name the folder that holds the classes' folders."));
    }
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    return classes;
  }

  private static List<Picture> pictures(Path folder, int label, List<Problem> problems) {
    List<Picture> pictures = new ArrayList<>();
    int before = problems.size();
    for (Path entry : entries(folder, problems)) {
      if (Files.isDirectory(entry)) {
        problems.add(
            DataFiles.at(
                entry,
                "The class folder "
                    + folder.getFileName()
                    + " has a folder in it, "
                    + entry.getFileName()
                    + ".",
                "let dataset.path name the folder whose folders are the classes."));
      } else if (isImage(entry)) {
        pictures.add(new Picture(entry, label));
      } else {
        problems.add(
            DataFiles.at(
                entry,
                entry.getFileName()
                    + " has none of the endings "
                    + String.join(", ", ENDINGS)
                    + ".",
                "convert it, or move it out of the class folder."));
      }
    }
    if (pictures.isEmpty() && problems.size() == before) {
      problems.add(
          DataFiles.at(
              folder,
              "The class folder " + folder.getFileName() + " has no images.",
              "put some there, or take the folder away."));
    }
    return pictures;
  }

  /** What is in a folder, sorted by name so that no file system's order shows; not hidden files. */
  private static List<Path> entries(Path folder, List<Problem> problems) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      problems.add(
          DataFiles.at(
              folder,
              folder.getFileName() + " cannot be listed: " + e.getClass().getSimpleName() + ".",
              "check that it is a folder and that its permissions let you read it."));
      return List.of();
    }
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static byte[] read(List<Picture> pictures, InputShape shape, List<Problem> problems) {
    byte[] pixels = new byte[pictures.size() * shape.size()];
    List<URI> locations = pictures.stream().map(picture -> picture.file().toUri()).toList();
    try (ImageRecordReader reader =
        new ImageRecordReader(
            shape.height(), shape.width(), shape.channels(), new ParentPathLabelGenerator())) {
      reader.setLogLabelCountOnInit(false);
      reader.initialize(new CollectionInputSplit(locations));
      for (int i = 0; i < pictures.size(); i++) {
        Optional<float[]> values = next(reader, pictures.get(i).file(), problems);
        if (values.isPresent()) {
          store(values.get(), shape, pixels, i * shape.size(), pictures.get(i).file(), problems);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a list of files that were just found", e);
    }
    return pixels;
  }

  private static Optional<float[]> next(
      ImageRecordReader reader, Path file, List<Problem> problems) {
    String reason;
    try {
      List<Writable> record = reader.next();
      return Optional.of(((NDArrayWritable) record.get(0)).get().dup('c').data().asFloat());
    } catch (LinkageError e) {
      // What OpenCV cannot decode DataVec hands to Leptonica, whose natives are not shipped. The
      // first such error names the library (jnilept), later ones the class (leptonica).
      if (!String.valueOf(e.getMessage()).contains("lept")) {
        throw e;
      }
      reason = "it is not in a format that OpenCV decodes";
    } catch (RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      reason = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }
    problems.add(
        DataFiles.at(
            file,
            file.getFileName() + " cannot be read as an image: " + reason + ".",
            "open it in an image viewer, then replace it or take it away."));
    return Optional.empty();
  }

  /** Rounds to bytes, and puts OpenCV's planes blue, green, red into the order red, green, blue. */
  private static void store(
      float[] values,
      InputShape shape,
      byte[] pixels,
      int offset,
      Path file,
      List<Problem> problems) {
    int plane = shape.height() * shape.width();
    for (int i = 0; i < values.length; i++) {
      int value = Math.round(values[i]);
      if (value < 0 || value > 255) {
        problems.add(
            DataFiles.at(
                file,
                file.getFileName() + " has the pixel value " + value + ", which is above 255.",
                "convert it to 8 bits a channel."));
        return;
      }
      int channel = shape.channels() - 1 - i / plane;
      pixels[offset + channel * plane + i % plane] = (byte) value;
    }
  }

  /** SHA-256 over each file's name, length and bytes, in order. */
  private static String checksum(Path root, List<Picture> pictures, List<Problem> problems) {
    MessageDigest sha = DataFiles.sha256();
    for (Picture picture : pictures) {
      try {
        byte[] bytes = Files.readAllBytes(picture.file());
        Path relative = root.relativize(picture.file());
        String name = relative.getParent().getFileName() + "/" + relative.getFileName();
        sha.update((name + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
        sha.update(bytes);
      } catch (IOException e) {
        problems.add(DataFiles.unreadable(picture.file(), e));
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private record Picture(Path file, int label) {}
}
