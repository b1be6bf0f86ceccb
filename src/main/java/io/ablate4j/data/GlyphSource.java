package io.ablate4j.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * The embedded data set: 60,000 + 10,000 images of handwritten-looking digits, 28x28 grey, painted
 * on demand. Each image has a random stream of its own, so image number i is the same on every
 * platform, whichever others are asked for; nothing is stored. Image i shows digit i mod 10, so the
 * classes are balanced.
 *
 * <p>Digits are written in different ways, turned, slanted, stretched, moved, scratched and partly
 * wiped out: 500 of them are too few for a network not to overfit.
 */
public final class GlyphSource implements DatasetSource {
  /** Part of the checksum; to be raised with any change to an image. */
  private static final String GENERATOR = "glyphs 1";

  private static final int CHECKED = 20;

  /** For {@link java.util.ServiceLoader}. */
  public GlyphSource() {}

  @Override
  public String id() {
    return "glyphs";
  }

  @Override
  public String description() {
    return "Painted digits, 28x28 grey, 60,000 + 10,000 (embedded, needs no files)";
  }

  /** Needs no file and knows no error. */
  @Override
  public DataPool open(DatasetSpec spec, DataFolders folders) {
    return new Pool();
  }

  private static final class Pool implements DataPool {
    private static final InputShape SHAPE =
        InputShape.image(1, GlyphPainter.SIDE, GlyphPainter.SIDE);
    private static final List<String> CLASSES =
        List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    @Override
    public InputShape shape() {
      return SHAPE;
    }

    @Override
    public List<String> classNames() {
      return CLASSES;
    }

    @Override
    public int trainingSize() {
      return 60_000;
    }

    @Override
    public int testSize() {
      return 10_000;
    }

    @Override
    public void copyFeatures(boolean test, int index, float[] target, int offset) {
      byte[] pixels = pixels(test, index);
      for (int i = 0; i < pixels.length; i++) {
        target[offset + i] = (pixels[i] & 0xff) / 255f;
      }
    }

    @Override
    public int label(boolean test, int index) {
      return Objects.checkIndex(index, test ? testSize() : trainingSize()) % CLASSES.size();
    }

    @Override
    public String checksum() {
      MessageDigest sha = DataFiles.sha256();
      sha.update(GENERATOR.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < CHECKED; i++) {
        sha.update(pixels(false, i));
        sha.update(pixels(true, i));
      }
      return HexFormat.of().formatHex(sha.digest());
    }

    /** Looked at once: no two of the 70,000 are equal. */
    @Override
    public boolean isKnownDistinct() {
      return true;
    }

    private byte[] pixels(boolean test, int index) {
      int digit = label(test, index);
      String stream = test ? "glyphs:test" : "glyphs:training";
      return new GlyphPainter(new SeedStream(index).random(stream)).paint(digit);
    }
  }
}
