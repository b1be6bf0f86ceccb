package io.ablate4j.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * Which file stands under a name: one that was deleted, replaced or cut off is noticed, although
 * whoever has it open can go on writing into it.
 *
 * @param key tells a file from others; null where the system has no such thing
 * @param size it had, bytes; it only grows
 */
record FileIdentity(Path file, Object key, long size) {

  /** Of the file that is there now. */
  static FileIdentity of(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileIdentity(file, now.fileKey(), now.size());
  }

  /** What became of it, such as "was deleted"; empty if it is the same file. */
  Optional<String> loss() {
    try {
      FileIdentity now = of(file);
      if (!Objects.equals(now.key, key)) {
        return Optional.of("was replaced by another file");
      }
      return now.size < size ? Optional.of("was cut off") : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.of("was deleted");
    } catch (IOException e) {
      return Optional.of("cannot be looked at any more (" + e + ")");
    }
  }
}
