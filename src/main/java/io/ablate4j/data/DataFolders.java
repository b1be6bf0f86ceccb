package io.ablate4j.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where data files are looked for, first one first: {@code --data}, {@code $ABLATE4J_DATA}, the
 * user's cache folder, the folder of the study file.
 */
public record DataFolders(List<Path> folders) {
  public DataFolders {
    folders = List.copyOf(folders);
  }

  /**
   * The usual places.
   *
   * @param option the folder of {@code --data}, if given
   * @param environment {@code System.getenv()}
   */
  public static DataFolders of(Optional<Path> option, Map<String, String> environment) {
    List<Path> folders = new ArrayList<>();
    option.ifPresent(folders::add);
    Optional.ofNullable(environment.get("ABLATE4J_DATA"))
        .filter(text -> !text.isBlank())
        .ifPresent(text -> folders.add(Path.of(text)));
    Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
        .filter(text -> !text.isBlank())
        .map(Path::of)
        .or(() -> Optional.ofNullable(environment.get("HOME")).map(h -> Path.of(h, ".cache")))
        .ifPresent(cache -> folders.add(cache.resolve("ablate4j")));
    return new DataFolders(folders);
  }

  /** These, and then one more, if there is one. */
  public DataFolders and(Optional<Path> folder) {
    return new DataFolders(Stream.concat(folders.stream(), folder.stream()).toList());
  }

  /** The first folder that holds a file or folder of that relative name. */
  public Optional<Path> find(String relative) {
    return folders.stream()
        .map(folder -> folder.resolve(relative))
        .filter(Files::exists)
        .findFirst();
  }

  /** All places, for messages. */
  @Override
  public String toString() {
    return folders.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
