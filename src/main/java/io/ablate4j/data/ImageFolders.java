package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Images by class, found in folders: one folder a class, or the folders {@code train} and {@code
 * test} with the same class folders in each. What systems leave behind in folders is passed over.
 *
 * @param classNames names of the classes' folders, sorted
 * @param training images to choose training and validation examples from
 * @param testing images kept for testing; empty unless the folders are split so
 */
record ImageFolders(List<String> classNames, List<Picture> training, List<Picture> testing) {
  static final String TRAIN = "train";
  static final String TEST = "test";

  private static final List<String> ENDINGS =
      List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".pgm", ".ppm");

  /** Besides what begins with a dot, such as .DS_Store. */
  private static final Set<String> LEFT_BEHIND =
      Set.of(
          "thumbs.db",
          "ehthumbs.db",
          "desktop.ini",
          "icon\r",
          "__macosx",
          "@eadir",
          "lost+found",
          "$recycle.bin",
          "system volume information");

  /**
   * An image.
   *
   * @param name the path below the folder of folders, with slashes
   */
  record Picture(Path file, String name, int label) {}

  /**
   * Looks for all images.
   *
   * @throws ProblemsException with every problem: fewer than two classes, a class folder without
   *     images or with other files, a split whose classes differ, names that cannot be read
   */
  static ImageFolders in(Path root) {
    List<Problem> problems = new ArrayList<>();
    List<Path> top = entries(root, problems);
    Optional<Path> train = part(top, TRAIN, problems);
    Optional<Path> test = part(top, TEST, problems);
    ImageFolders found;
    if (train.isPresent() && test.isPresent()) {
      found = split(top, train.get(), test.get(), problems);
    } else {
      List<Path> classes = classes(root, top, problems);
      List<String> names = classes.stream().map(ImageFolders::name).toList();
      found = new ImageFolders(names, pictures("", names, classes, problems), List.of());
    }
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    return found;
  }

  /** All images, those for testing last. */
  List<Picture> all() {
    return Stream.concat(training.stream(), testing.stream()).toList();
  }

  /** The folder of that name, if it holds folders and no images, and so is no class. */
  private static Optional<Path> part(List<Path> top, String name, List<Problem> problems) {
    return top.stream()
        .filter(entry -> name(entry).equalsIgnoreCase(name) && Files.isDirectory(entry))
        .filter(
            folder -> {
              List<Path> inside = entries(folder, problems);
              return inside.stream().anyMatch(Files::isDirectory)
                  && inside.stream().noneMatch(ImageFolders::isImage);
            })
        .findFirst();
  }

  private static ImageFolders split(List<Path> top, Path train, Path test, List<Problem> problems) {
    for (Path other : top) {
      if (!other.equals(train)
          && !other.equals(test)
          && (Files.isDirectory(other) || isImage(other))) {
        problems.add(
            DataFiles.at(
                other,
                name(other) + " lies beside " + name(train) + " and " + name(test) + ".",
                "move its images into "
                    + name(train)
                    + ", from which validation examples are drawn, or take it away."));
      }
    }
    List<Path> trainClasses = classes(train, entries(train, problems), problems);
    List<Path> testClasses = classes(test, entries(test, problems), problems);
    List<String> names = trainClasses.stream().map(ImageFolders::name).toList();
    requireSame(
        train, names, test, testClasses.stream().map(ImageFolders::name).toList(), problems);
    return new ImageFolders(
        names,
        pictures(name(train) + "/", names, trainClasses, problems),
        pictures(name(test) + "/", names, testClasses, problems));
  }

  private static void requireSame(
      Path train,
      List<String> trainNames,
      Path test,
      List<String> testNames,
      List<Problem> problems) {
    Set<String> all = new TreeSet<>(trainNames);
    all.addAll(testNames);
    for (String name : all) {
      if (!trainNames.contains(name) || !testNames.contains(name)) {
        Path without = trainNames.contains(name) ? test : train;
        Path with = trainNames.contains(name) ? train : test;
        problems.add(
            DataFiles.at(
                without,
                "The class " + name + " is in " + name(with) + " and not in " + name(without) + ".",
                "give both the same class folders."));
      }
    }
  }

  private static List<Path> classes(Path root, List<Path> entries, List<Problem> problems) {
    List<Path> classes = new ArrayList<>();
    int before = problems.size();
    for (Path entry : entries) {
      if (Files.isDirectory(entry)) {
        classes.add(entry);
      } else if (isImage(entry)) {
        problems.add(
            DataFiles.at(
                entry,
                name(entry) + " lies beside the class folders and so has no class.",
                "move it into one of them."));
      }
    }
    if (problems.size() == before && classes.size() < 2) {
      problems.add(
          new Problem(
              Optional.of("dataset.path"),
              root
                  + " has "
                  + (classes.isEmpty()
                      ? "no folders in it"
                      : "one folder in it, " + name(classes.get(0)))
                  + "; two classes or more are needed, each in a folder of its own.",
              "let dataset.path name the folder that holds the classes' folders."));
    }
    return classes;
  }

  private static List<Picture> pictures(
      String above, List<String> names, List<Path> classes, List<Problem> problems) {
    List<Picture> pictures = new ArrayList<>();
    for (Path folder : classes) {
      int before = problems.size() + pictures.size();
      for (Path entry : entries(folder, problems)) {
        if (Files.isDirectory(entry)) {
          problems.add(nested(folder, entry));
        } else if (isImage(entry)) {
          String name = above + name(folder) + "/" + name(entry);
          pictures.add(new Picture(entry, name, names.indexOf(name(folder))));
        } else {
          problems.add(
              DataFiles.at(
                  entry,
                  name(entry) + " has none of the endings " + String.join(", ", ENDINGS) + ".",
                  "convert it, or move it out of the class folder."));
        }
      }
      if (problems.size() + pictures.size() == before) {
        problems.add(
            DataFiles.at(
                folder,
                "The class folder " + name(folder) + " has no images.",
                "put some there, or take the folder away."));
      }
    }
    return pictures;
  }

  private static Problem nested(Path folder, Path inside) {
    return DataFiles.at(
        inside,
        "The class folder " + name(folder) + " has a folder in it, " + name(inside) + ".",
        "let dataset.path name the folder whose folders are the classes, or the one that holds "
            + TRAIN
            + " and "
            + TEST
            + ".");
  }

  /** What is in a folder, sorted by name so that no file system's order shows. */
  private static List<Path> entries(Path folder, List<Problem> problems) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> found =
          entries
              .filter(entry -> !isLeftBehind(name(entry)))
              .sorted(Comparator.comparing(ImageFolders::name))
              .toList();
      requireReadableNames(folder, found);
      return found;
    } catch (IOException | DirectoryIteratorException e) {
      problems.add(
          DataFiles.at(
              folder,
              name(folder) + " cannot be listed: " + e.getClass().getSimpleName() + ".",
              "check that it is a folder and that its permissions let you read it."));
      return List.of();
    }
  }

  /**
   * Names that the system's locale cannot express all look alike, and classes would become one.
   * That is one problem, and not one for each file.
   */
  private static void requireReadableNames(Path folder, List<Path> entries) {
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    for (Path entry : entries) {
      if (name(entry).indexOf('\uFFFD') >= 0) {
        throw new ProblemsException(
            List.of(
                DataFiles.at(
                    folder,
                    "File names such as "
                        + name(entry)
                        + " cannot be read: they are not in "
                        + encoding
                        + ", as the system's locale has it.",
                    encoding.equals("UTF-8") ? "rename them, in UTF-8." : DataFiles.LOCALE)));
      }
    }
  }

  private static boolean isLeftBehind(String name) {
    return name.startsWith(".") || LEFT_BEHIND.contains(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isImage(Path file) {
    String name = name(file).toLowerCase(Locale.ROOT);
    return !Files.isDirectory(file) && ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
