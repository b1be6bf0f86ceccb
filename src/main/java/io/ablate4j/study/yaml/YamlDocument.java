package io.ablate4j.study.yaml;

import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** From text to the tree of one YAML 1.2 document, or the one reason why there is none. */
final class YamlDocument {
  /** Letters; a study file has a few thousand. */
  static final int MAX_SIZE = 1_000_000;

  private static final int MAX_DEPTH = 20;
  private static final String ADVICE = "start with \"name: my-study\".";

  private final String text;
  private final FoundProblems problems;
  private final LoadSettings settings;

  private YamlDocument(StudySource source, FoundProblems problems) {
    this.text = source.text().startsWith("\uFEFF") ? source.text().substring(1) : source.text();
    this.problems = problems;
    this.settings =
        LoadSettings.builder()
            .setLabel(source.label())
            .setUseMarks(true)
            .setSchema(new CoreSchema())
            .setCodePointLimit(MAX_SIZE)
            .build();
  }

  /** The mapping that a study file is; if it is something else, that is noted. */
  static Optional<YamlMapping> root(StudySource source, FoundProblems problems) {
    return new YamlDocument(source, problems).root();
  }

  private Optional<YamlMapping> root() {
    if (text.length() > MAX_SIZE) {
      return none(1, "The study has more than " + MAX_SIZE + " letters.", "name another file.");
    }
    try {
      return isPlain() ? mapping(new Compose(settings).composeString(text)) : Optional.empty();
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0);
      return none(
          line + 1,
          "This is not YAML: " + oneLine(e.getProblem()) + context(e, line) + ".",
          "compare indentation, quotes, brackets and colons with another study.");
    } catch (ReaderException e) {
      String code = String.format(Locale.ROOT, "U+%04X", e.getCodePoint());
      return none(
          lineAt(e.getPosition()),
          "The character " + code + " cannot stand in a study file.",
          "save it as plain UTF-8 text.");
    } catch (YamlEngineException e) {
      return none(1, "This is not YAML: " + oneLine(e.getMessage()) + ".", "");
    }
  }

  private Optional<YamlMapping> mapping(Optional<Node> composed) {
    if (composed.isEmpty()) {
      return none(1, "The study is empty.", ADVICE);
    }
    Node node = composed.get();
    int line = node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    YamlNode root = new YamlNode(node, "", problems.line(line), problems);
    return node instanceof MappingNode mapping
        ? Optional.of(new YamlMapping(mapping, root))
        : none(line, "The study is " + root.shown() + ", not a mapping.", ADVICE);
  }

  /**
   * Looks at the events first, without building anything: composing recurses into nested values and
   * follows aliases, which a hostile file can make very deep and very many.
   */
  private boolean isPlain() {
    int depth = 0;
    int documents = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        none(lineOf(event), "Values are nested more than " + MAX_DEPTH + " deep.", "flatten them.");
        return false;
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (event instanceof AliasEvent alias) {
        none(
            lineOf(event),
            "The alias *" + alias.getAlias() + " is not read here.",
            "write the value out.");
        return false;
      }
      if (event instanceof DocumentStartEvent && ++documents > 1) {
        none(lineOf(event), "A second document starts here.", "keep one study a file.");
        return false;
      }
    }
    return true;
  }

  /** An unclosed bracket or quote shows only at its end; this tells where it begins. */
  private static String context(MarkedYamlEngineException e, int line) {
    return e.getContextMark()
        .map(Mark::getLine)
        .filter(start -> start != line && e.getContext() != null)
        .map(start -> " (" + oneLine(e.getContext()) + " that starts on line " + (start + 1) + ")")
        .orElse("");
  }

  private static int lineOf(Event event) {
    return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  private int lineAt(int codePoint) {
    return 1 + (int) text.codePoints().limit(codePoint).filter(letter -> letter == '\n').count();
  }

  private <T> Optional<T> none(int line, String message, String advice) {
    problems.add(problems.line(line), message, advice);
    return Optional.empty();
  }

  private static String oneLine(String words) {
    return words.strip().replaceAll("\\s+", " ");
  }
}
