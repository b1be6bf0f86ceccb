package io.ablate4j.report;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The font of all text in charts: Inter, which comes with ablate4j, so that a chart has the same
 * glyphs on every machine, also on one without fonts or without fontconfig.
 */
final class ChartFont {
  private static final String FILE = "Inter-Regular.otf";
  private static final String NAME = "Inter Regular";

  /** Names a table of fonts, which AWT then reads instead of asking fontconfig. */
  private static final String TABLE = "sun.awt.fontconfig";

  /**
   * What came of loading it.
   *
   * @param font empty if text cannot be drawn
   * @param failure why not
   */
  private record Loaded(Optional<Font> font, Optional<Throwable> failure) {}

  private static final Loaded LOADED = load();

  private ChartFont() {}

  /**
   * The font in a size.
   *
   * @throws NoFontsException if AWT cannot draw text on this machine
   */
  static Font ofSize(float points) {
    return LOADED
        .font()
        .orElseThrow(() -> new NoFontsException(LOADED.failure().orElseThrow()))
        .deriveFont(points);
  }

  private static Loaded load() {
    try {
      return new Loaded(Optional.of(read()), Optional.empty());
    } catch (LinkageError | InternalError | RuntimeException e) {
      return System.getProperty(TABLE) == null
          ? loadWithoutFontconfig(e)
          : new Loaded(Optional.empty(), Optional.of(e));
    }
  }

  /** AWT does not even start without the library fontconfig, unless it is given a table. */
  private static Loaded loadWithoutFontconfig(Throwable before) {
    try {
      System.setProperty(TABLE, writeTable().toString());
      return new Loaded(Optional.of(read()), Optional.empty());
    } catch (LinkageError | InternalError | RuntimeException | IOException e) {
      System.clearProperty(TABLE);
      e.addSuppressed(before);
      return new Loaded(Optional.empty(), Optional.of(e));
    }
  }

  private static Font read() {
    try (InputStream in = ChartFont.class.getResourceAsStream(FILE)) {
      return Font.createFont(Font.TRUETYPE_FONT, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException(FILE + " is damaged", e);
    }
  }

  /** All of Java's logical fonts in all styles are this one. */
  private static Path writeTable() throws IOException {
    Path folder = Files.createTempDirectory("ablate4j-fonts-");
    Path font = folder.resolve(FILE);
    Path table = folder.resolve("fontconfig.properties");
    // Deleted in the opposite order; AWT keeps the font's file in use until the end.
    folder.toFile().deleteOnExit();
    font.toFile().deleteOnExit();
    table.toFile().deleteOnExit();
    try (InputStream in = ChartFont.class.getResourceAsStream(FILE)) {
      Files.copy(in, font);
    }
    StringBuilder lines = new StringBuilder("version=1\nsequence.allfonts=latin\n");
    lines.append("allfonts.latin=").append(NAME).append('\n');
    for (String logical :
        new String[] {"serif", "sansserif", "monospaced", "dialog", "dialoginput"}) {
      for (String style : new String[] {"plain", "bold", "italic", "bolditalic"}) {
        lines.append(logical).append('.').append(style).append(".latin=").append(NAME).append('\n');
      }
    }
    lines.append("filename.").append(NAME.replace(' ', '_')).append('=').append(font).append('\n');
    Files.writeString(table, lines, StandardCharsets.ISO_8859_1);
    return table;
  }
}
