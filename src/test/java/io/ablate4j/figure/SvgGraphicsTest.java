package io.ablate4j.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.figure.Plot.Paint;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;
import java.util.List;
import org.junit.jupiter.api.Test;

class SvgGraphicsTest {
  private static final PaintColor INK = new PaintColor(Paint.INK);

  private final StringBuilder out = new StringBuilder();
  private final SvgPaths paths = new SvgPaths(out, 10, 20);
  private final SvgGraphics graphics = new SvgGraphics(paths);

  private String written() {
    paths.end();
    return out.toString();
  }

  @Test
  void lines_that_go_on_are_one_path_from_point_to_point() {
    graphics.setColor(INK);
    graphics.draw(new Line2D.Double(0, 0, 5, 0));
    graphics.draw(new Line2D.Double(5, 0, 5, 7.25));
    graphics.draw(new Line2D.Double(5, 7.25, 4.97, -.04));
    assertThat(written()).isEqualTo("<path stroke=\"currentColor\" d=\"M10 20h5v7.3v-7.3\"/>");
  }

  @Test
  void each_paint_is_its_class_and_opacity_however_many_there_are() {
    for (int i = 0; i < 300; i++) {
      graphics.setColor(new PaintColor(new Paint("r" + i, "currentColor", .5)));
      graphics.fill(new Rectangle(0, 0, 1, 1));
    }
    assertThat(new Drawn("<svg>" + written() + "</svg>").elements("path"))
        .hasSize(300)
        .last()
        .satisfies(
            path -> {
              assertThat(path.getAttribute("class")).isEqualTo("r299");
              assertThat(path.getAttribute("fill-opacity")).isEqualTo(".50");
            });
  }

  @Test
  void a_stroke_has_its_width_and_dashes() {
    graphics.setColor(INK);
    graphics.setStroke(new BasicStroke(1.7f, 0, 1, 10, new float[] {8, 2.5f}, 0));
    graphics.draw(new Line2D.Double(0, 0, 1, 1));
    assertThat(written())
        .contains("stroke-width=\"1.7\" stroke-dasharray=\"8 2.5\" d=\"M10 20l1 1");
  }

  @Test
  void a_shape_after_a_closed_one_begins_anew_even_at_the_same_place() {
    Path2D corner = new Path2D.Double();
    corner.moveTo(0, 0);
    corner.lineTo(1, 0);
    corner.lineTo(1, 1);
    corner.closePath();
    graphics.setColor(INK);
    graphics.fill(corner);
    graphics.fill(corner);
    assertThat(written()).contains("d=\"M10 20h1v1zM10 20h1v1z\"");
  }

  @Test
  void the_paper_is_the_pages_own_and_is_not_drawn() {
    graphics.setColor(SvgGraphics.PAPER);
    graphics.fill(new Rectangle(0, 0, 300, 200));
    assertThat(written()).isEmpty();
  }

  @Test
  void what_no_figure_needs_is_refused_by_name_instead_of_left_out() {
    List<Runnable> refused =
        List.of(
            () -> graphics.drawString("axis", 0, 0),
            () -> graphics.fillRect(0, 0, 1, 1),
            () -> graphics.transform(null),
            () -> {
              graphics.setColor(Color.RED);
              graphics.fill(new Rectangle(0, 0, 1, 1));
            },
            () -> {
              graphics.setColor(SvgGraphics.PAPER);
              graphics.draw(new Rectangle(0, 0, 1, 1));
            },
            () -> graphics.setStroke(shape -> shape),
            () -> {
              graphics.setColor(INK);
              graphics.draw(new QuadCurve2D.Double(0, 0, 1, 1, 2, 0));
            });
    assertThat(refused)
        .allSatisfy(
            what ->
                assertThatThrownBy(what::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageMatching("(?s)XChart drew .+, which no figure needs\\..*"));
  }
}
