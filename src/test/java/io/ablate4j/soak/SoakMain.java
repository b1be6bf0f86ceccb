package io.ablate4j.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code scripts/soak} starts. Arguments: a folder to work in, the one that names the hostile
 * models, and how many kills, trials, times of each hostile model, and times of each that hangs; 0
 * leaves a part out.
 */
public final class SoakMain {
  private SoakMain() {}

  /** Ends with 1 if anything is as it should not be. */
  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    Path folder = Files.createDirectories(Path.of(given.get(0)).toAbsolutePath());
    Findings findings = new Findings();
    int kills = Integer.parseInt(given.get(2));
    if (kills > 0) {
      new KillSoak(folder.resolve("kills"), findings).run(kills);
    }
    int trials = Integer.parseInt(given.get(3));
    if (trials > 0) {
      new MemorySoak(Files.createDirectories(folder.resolve("memory")), findings).run(trials);
    }
    int times = Integer.parseInt(given.get(4));
    if (times > 0) {
      Path services = Path.of(given.get(1)).toAbsolutePath();
      new HostileSoak(Files.createDirectories(folder.resolve("hostile")), services, findings)
          .run(times, Integer.parseInt(given.get(5)));
    }
    System.out.println();
    System.out.println(
        findings.clean() ? "All as it should be." : "Something is WRONG, see above.");
    System.exit(findings.clean() ? 0 : 1);
  }
}
