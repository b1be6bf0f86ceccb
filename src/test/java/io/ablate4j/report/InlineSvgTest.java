package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.report.Charts.Range;
import io.ablate4j.report.figure.Look;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class InlineSvgTest {
  private static String draw(String id, String title) {
    XYChart chart =
        Charts.xy("x", "y", new Range(0, 2), new Range(0, 1), Map.of(1.0, "one"), "0.0");
    chart.addSeries("s", new double[] {1}, new double[] {.5}).setMarkerColor(Look.INK);
    return InlineSvg.of(chart, id, title, "a \"description\" <of> it");
  }

  @Test
  void charts_of_one_size_share_no_id() {
    assertThat(draw("a", "t")).contains("id=\"a-c1\"").contains("url(#a-c1)");
    assertThat(draw("b", "t")).contains("id=\"b-c1\"").doesNotContain("\"a-");
  }

  @Test
  void coordinates_have_at_most_one_decimal() {
    String withoutOpacities = draw("a", "t").replaceAll("opacity=\"[^\"]*\"", "");
    assertThat(withoutOpacities).doesNotContainPattern("\\d\\.\\d\\d");
  }

  @Test
  void ink_is_the_text_colour_of_the_page_and_there_is_no_paper() {
    assertThat(draw("a", "t"))
        .contains("fill=\"currentColor\"")
        .doesNotContain("#1b1b1b")
        .doesNotContain("#ffffff");
  }

  @Test
  void title_and_description_are_escaped() {
    assertThat(draw("a", "</title>&"))
        .contains("<title id=\"a-t\">&lt;/title&gt;&amp;</title>")
        .contains("&lt;of&gt; it</desc>");
  }
}
