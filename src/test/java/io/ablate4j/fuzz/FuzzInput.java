package io.ablate4j.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a reader is given: files of a folder, and options beside them.
 *
 * @param files contents by path inside the folder
 * @param options of a data set
 */
record FuzzInput(SortedMap<String, byte[]> files, SortedMap<String, String> options) {
  FuzzInput {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  /** Without options. */
  static FuzzInput of(Map<String, byte[]> files) {
    return new FuzzInput(new TreeMap<>(files), new TreeMap<>());
  }

  FuzzInput with(String file, byte[] content) {
    SortedMap<String, byte[]> changed = new TreeMap<>(files);
    changed.put(file, content);
    return new FuzzInput(changed, options);
  }

  FuzzInput with(Map<String, String> more) {
    SortedMap<String, String> changed = new TreeMap<>(options);
    changed.putAll(more);
    return new FuzzInput(files, changed);
  }

  void write(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }
}
