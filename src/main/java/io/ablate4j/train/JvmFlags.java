package io.ablate4j.train;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The flags of a JVM as a report may tell them: what has a part in speed and numbers, without the
 * places of a machine's files and without whatever else properties may hold.
 */
final class JvmFlags {
  /** Properties that reach native code; others are the business of whoever set them. */
  private static final Pattern TOLD_PROPERTY =
      Pattern.compile("-D(org\\.bytedeco|org\\.nd4j|org\\.eclipse\\.deeplearning4j)\\..*");

  /** What is loaded into the JVM; how it is set up may name files and hosts. */
  private static final Pattern AGENT = Pattern.compile("(-javaagent|-agentlib|-agentpath|-Xrun).*");

  /** Every worker has them, see WorkerProcess; they have no part in anything that is measured. */
  private static final Set<String> OF_CRASHES =
      Set.of("-XX:+ErrorFileToStderr", "-XX:-CreateCoredumpOnCrash", "-XX:-DumpReplayDataOnError");

  private static final Pattern UP_TO_VALUE = Pattern.compile("^(-XX:[^=]*=|[^:=]*[:=]).*$");

  private JvmFlags() {}

  /** Of this JVM, in the order they were given; "none" without any. */
  static String ofThisJvm() {
    return reported(ManagementFactory.getRuntimeMXBean().getInputArguments());
  }

  static String reported(List<String> arguments) {
    String flags =
        arguments.stream().flatMap(a -> reported(a).stream()).collect(Collectors.joining(" "));
    return flags.isEmpty() ? "none" : flags;
  }

  private static Optional<String> reported(String argument) {
    boolean isUntold =
        argument.startsWith("-D")
            ? !TOLD_PROPERTY.matcher(argument).matches()
            : OF_CRASHES.contains(argument) || argument.startsWith("-XX:ErrorFile=");
    if (isUntold) {
      return Optional.empty();
    }
    boolean namesPlaces =
        argument.contains("/") || argument.contains("\\") || AGENT.matcher(argument).matches();
    return Optional.of(
        namesPlaces ? UP_TO_VALUE.matcher(argument).replaceFirst("$1...") : argument);
  }
}
