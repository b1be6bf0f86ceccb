package io.ablate4j.figure;

import io.ablate4j.figure.Glyph.Mark;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import org.knowm.xchart.style.markers.Marker;

/** A mark as XChart paints it. */
final class GlyphMarker extends Marker {
  private final Mark mark;

  GlyphMarker(Mark mark) {
    this.mark = mark;
  }

  @Override
  public void paint(Graphics2D g, double x, double y, int ignoredSize) {
    if (mark.hollow()) {
      g.setStroke(new BasicStroke(1.4f));
      g.draw(at(x, y));
    } else {
      g.fill(at(x, y));
    }
  }

  /** The shape with its middle at a place. */
  private Path2D at(double x, double y) {
    Path2D path = new Path2D.Double();
    double[] corners = mark.glyph().corners();
    if (corners.length == 0) {
      path.append(new Ellipse2D.Double(1.8, 1.8, 10.4, 10.4).getPathIterator(null), false);
    } else {
      for (int i = 0; i < corners.length; i += 2) {
        if (i == 0) {
          path.moveTo(corners[i], corners[i + 1]);
        } else {
          path.lineTo(corners[i], corners[i + 1]);
        }
      }
      path.closePath();
    }
    AffineTransform move = AffineTransform.getTranslateInstance(x, y);
    move.scale(mark.size() / Glyph.BOX, mark.size() / Glyph.BOX);
    move.translate(-Glyph.BOX / 2.0, -Glyph.BOX / 2.0);
    Path2D result = new Path2D.Double();
    result.append(path.getPathIterator(move), false);
    return result;
  }
}
