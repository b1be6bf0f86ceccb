package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.StudyAnalysis;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class LargeFiguresTest {
  @TempDir private Path folder;

  private static final StudyAnalysis STUDY = PlantedStudy.withEffects().seeds(6).analysis();

  private static HtmlReport.Rendered rendered(int budget) {
    return HtmlReport.render(STUDY, Optional.empty(), budget);
  }

  /** Of figures: the small pictures of the first screen stay in the page. */
  private static int drawings(String html) {
    return html.split("role=\"img\" aria-labelledby=\"(?!answer-)", -1).length - 1;
  }

  @Test
  void aPageWithinItsBudgetHasAllDrawingsItself() {
    HtmlReport.Rendered all = rendered(1_800_000);
    assertThat(all.figures()).isEmpty();
    assertThat(drawings(all.html())).isGreaterThan(20);
  }

  @Test
  void whatDoesNotFitIsAFileThatIsLinkedWhereItStood() {
    HtmlReport.Rendered all = rendered(1_800_000);
    int budget = all.html().length() / 4;
    HtmlReport.Rendered rendered = rendered(budget);
    assertThat(rendered.figures()).isNotEmpty();
    assertThat(drawings(rendered.html()))
        .isPositive()
        .isEqualTo(drawings(all.html()) - rendered.figures().size());
    List<String> links =
        Page.of(rendered.html()).all("a", "").stream()
            .map(a -> a.getAttribute("href"))
            .filter(href -> href.startsWith("figures/"))
            .toList();
    assertThat(links).containsExactlyInAnyOrderElementsOf(rendered.figures().keySet());
    assertThat(rendered.html()).contains("The drawings are files of their own");
    assertThat(Page.of(rendered.html()).all("table", ""))
        .as("the numbers of all figures stay")
        .hasSameSizeAs(Page.of(all.html()).all("table", ""));
  }

  @Test
  void theFilesAreDrawingsOfTheirOwn() throws Exception {
    HtmlReport.Rendered none = rendered(0);
    assertThat(drawings(none.html())).isZero();
    for (Map.Entry<String, String> file : none.figures().entrySet()) {
      assertThat(file.getKey()).matches("figures/fig-[a-z-]+-\\d+\\.svg");
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      Document document =
          factory.newDocumentBuilder().parse(new InputSource(new StringReader(file.getValue())));
      Element root = document.getDocumentElement();
      assertThat(root.getLocalName()).isEqualTo("svg");
      assertThat(root.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
      assertThat(file.getValue()).contains(".r1{color:#0072b2}").doesNotContain("var(");
    }
  }

  @Test
  void aPageWithLinksIsValid() throws Exception {
    assertThat(ValidHtmlTest.complaints(rendered(0).html())).isEmpty();
  }

  @Test
  void theSameRowsGiveTheSameFiles() {
    assertThat(rendered(100_000)).isEqualTo(rendered(100_000));
  }

  @Test
  void drawingsThatThePageNoLongerNeedsAreRemovedButNobodyElsesFiles() throws IOException {
    Path page = folder.resolve("index.html");
    HtmlReport.write(rendered(0), page);
    Path figures = folder.resolve("figures");
    Path own = Files.writeString(figures.resolve("fig-mine-1.svg"), "<svg xmlns=\"mine\"/>");
    Path notes = Files.writeString(figures.resolve("notes.txt"), "mine");
    HtmlReport.Rendered some = rendered(rendered(1_800_000).html().length() / 4);
    HtmlReport.write(some, page);
    List<Path> kept = new ArrayList<>(List.of(own, notes));
    some.figures().keySet().forEach(file -> kept.add(folder.resolve(file)));
    try (var left = Files.list(figures)) {
      assertThat(left).containsExactlyInAnyOrderElementsOf(kept);
    }
  }

  @Test
  void theFilesAreWrittenBesideThePage() throws IOException {
    Path page = folder.resolve("study/index.html");
    HtmlReport.Rendered rendered = rendered(0);
    HtmlReport.write(rendered, page);
    assertThat(page).content().isEqualTo(rendered.html());
    for (Map.Entry<String, String> file : rendered.figures().entrySet()) {
      assertThat(Files.readString(page.resolveSibling(file.getKey()))).isEqualTo(file.getValue());
    }
  }
}
