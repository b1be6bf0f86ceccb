package io.ablate4j.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nu.validator.htmlparser.common.XmlViolationPolicy;
import nu.validator.htmlparser.dom.HtmlDocumentBuilder;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A report as a browser without scripts understands it: texts, not marks. */
final class Page {
  /** One answer of the first screen; {@code text} has sentence and remarks, not the arm's name. */
  record Answer(String question, String arm, String mood, String text) {}

  /** One hypothesis: claim, word of its verdict, what was seen, and the note under it. */
  record Claim(String claim, String verdict, List<String> seen, String note) {}

  private final Element root;

  private Page(Element root) {
    this.root = root;
  }

  static Page of(String html) {
    try {
      HtmlDocumentBuilder builder = new HtmlDocumentBuilder(XmlViolationPolicy.ALTER_INFOSET);
      return new Page(builder.parse(new InputSource(new StringReader(html))).getDocumentElement());
    } catch (SAXException | IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Page of(PlantedStudy study) {
    return of(study.html());
  }

  List<Answer> answers() {
    List<Answer> answers = new ArrayList<>();
    for (Element question : all(root, "div", "question")) {
      String title = text(all(question, "h3", "").get(0));
      for (Element item : all(question, "li", "")) {
        String arm = text(all(item, "b", "").get(0));
        String whole = text(item);
        answers.add(
            new Answer(
                title, arm, item.getAttribute("class"), whole.substring(arm.length()).strip()));
      }
    }
    return answers;
  }

  /** What the marks of the answers' pictures say, question by question. */
  List<List<String>> pictures() {
    return all(all(root, "div", "glance").get(0), "div", "panel").stream()
        .map(
            panel ->
                all(panel, "circle", "hot").stream().map(m -> m.getAttribute("data-tip")).toList())
        .toList();
  }

  /** The text of an answer. */
  String answer(String question, String arm) {
    return answers().stream()
        .filter(a -> a.question().equals(question) && a.arm().equals(arm))
        .map(Answer::text)
        .findFirst()
        .orElseThrow(() -> new AssertionError(question + " " + arm + " in " + answers()));
  }

  Map<String, Claim> claims() {
    Map<String, Claim> claims = new TreeMap<>();
    for (Element list : all(root, "ul", "claims")) {
      for (Element item : all(list, "li", "")) {
        String verdict = text(all(item, "p", "verdict").get(0));
        Claim claim =
            new Claim(
                text(all(item, "p", "claim").get(0)),
                verdict.substring(verdict.indexOf(' ') + 1), // without its icon
                all(item, "p", "seen").stream().map(Page::text).toList(),
                text(all(item, "p", "note").get(0)));
        claims.put(claim.claim(), claim);
      }
    }
    return claims;
  }

  String scope() {
    return text(all(root, "p", "scope").get(0));
  }

  /** The strip under the title. */
  List<String> status() {
    return all(all(root, "ul", "status").get(0), "li", "").stream().map(Page::text).toList();
  }

  List<String> threats() {
    return all(all(root, "ul", "threats").get(0), "li", "").stream().map(Page::text).toList();
  }

  /** Paragraphs of a section, but not those of its parts. */
  List<String> paragraphs(String section) {
    return children(section(section))
        .filter(e -> e.getTagName().equals("p"))
        .map(Page::text)
        .toList();
  }

  /** The first sentence of the verdicts. */
  String registration() {
    return paragraphs("verdicts").get(0);
  }

  String header() {
    return text(all(root, "header", "").get(0));
  }

  /** Rows of the first table of a section with such a caption, the head among them. */
  List<List<String>> table(String section, String caption) {
    for (Element table : all(section(section), "table", "")) {
      if (text(all(table, "caption", "").get(0)).startsWith(caption)) {
        return all(table, "tr", "").stream()
            .map(row -> children(row).map(Page::text).toList())
            .toList();
      }
    }
    throw new AssertionError("no table \"" + caption + "\" in " + section);
  }

  /** Rows of a figure's table, the head among them. */
  List<List<String>> numbersOf(String figure) {
    return all(all(figure(figure), "table", "").get(0), "tr", "").stream()
        .map(row -> children(row).map(Page::text).toList())
        .toList();
  }

  /** The same rows as its CSV button saves them: all digits where the page shows fewer. */
  List<List<String>> savedOf(String figure) {
    return all(all(figure(figure), "table", "").get(0), "tr", "").stream()
        .map(row -> children(row).map(Page::saved).toList())
        .toList();
  }

  /** Of each cell that saves more than it shows: what it shows, then what it saves. */
  List<List<String>> rounded() {
    return all(root, "td", "").stream()
        .filter(cell -> cell.hasAttribute("data-v"))
        .map(cell -> List.of(text(cell), saved(cell)))
        .toList();
  }

  private static String saved(Element cell) {
    String digits = cell.getAttribute("data-v");
    return digits.isEmpty() ? text(cell).replace('−', '-').replace("\u202f", "") : digits;
  }

  /** What the marks of a figure say when they are pointed at. */
  List<String> tips(String figure) {
    return all(figure(figure), "circle", "hot").stream()
        .map(spot -> spot.getAttribute("data-tip"))
        .toList();
  }

  String caption(String figure) {
    return text(all(figure(figure), "p", "caption").get(0));
  }

  String titleOf(String figure) {
    return text(all(figure(figure), "h3", "").get(0));
  }

  List<String> figures() {
    return all(root, "figure", "").stream().map(f -> f.getAttribute("id")).toList();
  }

  /** Lines that open to the layers of a network. */
  List<String> networks() {
    return all(section("methods"), "summary", "").stream().map(Page::text).toList();
  }

  private Element figure(String id) {
    return all(root, "figure", "").stream()
        .filter(f -> f.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no figure " + id));
  }

  /** Everything that is written in a section. */
  String section(String id, int most) {
    String text = text(section(id));
    return text.substring(0, Math.min(most, text.length()));
  }

  private Element section(String id) {
    return all(root, "section", "").stream()
        .filter(e -> e.getAttribute("aria-labelledby").equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no section " + id));
  }

  List<Element> all(String tag, String cssClass) {
    return all(root, tag, cssClass);
  }

  private static Stream<Element> children(Element parent) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        found.add(element);
      }
    }
    return found.stream();
  }

  /** Descendants with a tag and, unless empty, a class. */
  private static List<Element> all(Element parent, String tag, String cssClass) {
    List<Element> found = new ArrayList<>();
    var list = parent.getElementsByTagName(tag);
    for (int i = 0; i < list.getLength(); i++) {
      Element element = (Element) list.item(i);
      if (cssClass.isEmpty()
          || Arrays.asList(element.getAttribute("class").split(" ")).contains(cssClass)) {
        found.add(element);
      }
    }
    return found;
  }

  /** White space as a browser shows it; narrow spaces inside numbers stay. */
  static String text(Node node) {
    return node.getTextContent().replaceAll("[ \\n\\r\\t\u00a0]+", " ").strip();
  }
}
