package io.ablate4j.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures of the source image-folder: of each kind that the JDK can write. */
final class PictureTarget extends DataTarget {
  private static final int SIDE = 9;
  private static final int PNG_HEAD = 8;

  private final ByteMutator bytes =
      new ByteMutator(List.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND", "acTL", "BM"));

  PictureTarget() {
    super("image-folder");
  }

  @Override
  public String name() {
    return "images";
  }

  @Override
  public int share() {
    return 150;
  }

  @Override
  public List<FuzzInput> seeds() {
    List<FuzzInput> seeds = new ArrayList<>();
    for (String kind : List.of("png", "jpg", "bmp")) {
      seeds.add(seed(kind, BufferedImage.TYPE_INT_RGB));
      seeds.add(seed(kind, BufferedImage.TYPE_BYTE_GRAY));
    }
    seeds.add(seed("png", BufferedImage.TYPE_INT_ARGB));
    seeds.add(seed("png", BufferedImage.TYPE_BYTE_INDEXED));
    seeds.add(seed("png", BufferedImage.TYPE_BYTE_BINARY));
    return seeds;
  }

  private static FuzzInput seed(String kind, int type) {
    return FuzzInput.of(
            Map.of(
                "a/one." + kind,
                picture(kind, type, 3),
                "b/two.png",
                picture("png", BufferedImage.TYPE_BYTE_GRAY, 5)))
        .with(Map.of("path", ".", "height", "5", "width", "4"));
  }

  private static byte[] picture(String kind, int type, int factor) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, type);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        image.setRGB(x, y, 0xff000000 | factor * (x * 7 + (y * 11 << 8) + (x * y << 16)));
      }
    }
    try (ByteArrayOutputStream file = new ByteArrayOutputStream()) {
      if (!ImageIO.write(image, kind, file)) {
        throw new IllegalStateException("nothing writes " + kind);
      }
      return file.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  byte[] mutate(byte[] content, byte[] other, RandomGenerator random) {
    byte[] changed = bytes.mutate(content, other, random);
    return random.nextBoolean() ? changed : withRightSums(changed);
  }

  @Override
  FuzzInput options(FuzzInput input, RandomGenerator random) {
    return random.nextInt(3) == 0 ? input.with(Map.of("channels", "3")) : input;
  }

  /** A PNG whose chunks have the right checksums, so that a decoder looks at what is in them. */
  private static byte[] withRightSums(byte[] png) {
    byte[] changed = png.clone();
    ByteBuffer file = ByteBuffer.wrap(changed);
    int at = PNG_HEAD;
    while (at >= 0 && at <= changed.length - 12 && changed[0] == (byte) 0x89) {
      int length = file.getInt(at);
      if (length < 0 || length > changed.length - 12 - at) {
        break;
      }
      CRC32 sum = new CRC32();
      sum.update(changed, at + 4, length + 4);
      file.putInt(at + 8 + length, (int) sum.getValue());
      at += 12 + length;
    }
    return changed;
  }
}
