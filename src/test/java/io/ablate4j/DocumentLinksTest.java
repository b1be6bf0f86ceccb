package io.ablate4j;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A reader of README finds each page by one click, and a place in it by the same one. */
class DocumentLinksTest {
  private static final Path README = Path.of("README.md");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");

  /** A link that stays in the project. */
  private record Link(Path from, String address) {
    Path page() {
      String path = address.replaceFirst("#.*", "");
      return path.isEmpty() ? from : from.resolveSibling(path).normalize();
    }

    boolean leadsSomewhere() throws IOException {
      int hash = address.indexOf('#');
      return Files.exists(page())
          && (hash < 0 || headings(page()).contains(address.substring(hash + 1)));
    }
  }

  private static List<Link> links(Path page) throws IOException {
    return LINK.matcher(Files.readString(page))
        .results()
        .map(found -> new Link(page, found.group(1)))
        .filter(link -> !link.address.startsWith("http"))
        .toList();
  }

  /** As GitHub names them: small letters, blanks as hyphens, neither quotes nor stops. */
  private static Set<String> headings(Path page) throws IOException {
    return HEADING
        .matcher(CODE.matcher(Files.readString(page)).replaceAll(""))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .collect(toSet());
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("docs"))) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  @Test
  void everyLinkLeadsToAPageAndAHeadingThatAreThere() throws IOException {
    List<Path> pages = new ArrayList<>(documents());
    pages.add(README);
    pages.add(Path.of("CONTRIBUTING.md"));
    List<String> broken = new ArrayList<>();
    for (Path page : pages) {
      for (Link link : links(page)) {
        if (!link.leadsSomewhere()) {
          broken.add(page + ": " + link.address);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyPageIsOneClickFromReadme() throws IOException {
    Set<Path> linked = new TreeSet<>();
    links(README).forEach(link -> linked.add(link.page()));
    assertThat(documents()).hasSizeGreaterThan(10);
    assertThat(linked).containsAll(documents());
  }

  @Test
  void readmeIsShort() throws IOException {
    assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(250);
  }
}
