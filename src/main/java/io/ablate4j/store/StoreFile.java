package io.ablate4j.store;

import io.ablate4j.problem.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The file of a store, before anybody opens it. */
final class StoreFile {
  private StoreFile() {}

  /**
   * Looks whether it is there.
   *
   * @throws ProblemsException if it is not, or nobody here can know
   */
  static void mustBeThere(Path file) {
    try {
      if (Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
        return;
      }
    } catch (NoSuchFileException e) {
      // as where there is something else
    } catch (IOException e) {
      throw ProblemsException.of(
          "Whether there is a store " + file + " cannot be seen: " + e + ".",
          "have the owner of its folder allow you to look into it, or name another one.");
    }
    throw ProblemsException.of(
        "There is no store " + file + ".",
        "name the folder of a study that has been run, such as reports/quickstart.");
  }
}
