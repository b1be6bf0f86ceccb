package io.ablate4j.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ImageDecoderTest {
  @Test
  void aFileCutAnywhereIsNoImage() throws UnreadableImageException {
    for (Map.Entry<String, byte[]> file : ImageFixtures.ofEachFormat().entrySet()) {
      byte[] whole = file.getValue();
      assertThat(ImageDecoder.decode(whole, 1, 4, 4).planes()).hasSize(1);
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> ImageDecoder.decode(cut, 1, 4, 4))
            .as("%s of %d bytes cut at %d", file.getKey(), whole.length, length)
            .isInstanceOf(UnreadableImageException.class);
      }
    }
  }

  @Test
  void aFileWhoseSecondHalfIsZerosIsNoImage() {
    for (String format : new String[] {"png", "jpg", "progressive.jpg", "gif"}) {
      byte[] file = ImageFixtures.ofEachFormat().get(format);
      Arrays.fill(file, file.length / 2, file.length, (byte) 0);
      assertRefused(file, "");
    }
  }

  @Test
  void whatFollowsAWholePictureDoesNotMatter() throws UnreadableImageException {
    for (byte[] whole : ImageFixtures.ofEachFormat().values()) {
      byte[] longer = Arrays.copyOf(whole, whole.length + 100);
      Arrays.fill(longer, whole.length, longer.length, (byte) 0x5a);
      assertThat(ImageDecoder.decode(longer, 1, 4, 4).planes().get(0))
          .containsExactly(ImageDecoder.decode(whole, 1, 4, 4).planes().get(0));
    }
  }

  @Test
  void anEndMarkerInsideAPreviewDoesNotEndAJpeg() {
    byte[] jpeg = ImageFixtures.ofEachFormat().get("jpg");
    byte[] preview = Arrays.copyOf(jpeg, jpeg.length + 6);
    System.arraycopy(jpeg, 0, preview, 6, jpeg.length);
    System.arraycopy("Exif\0\0".getBytes(StandardCharsets.US_ASCII), 0, preview, 0, 6);
    byte[] with = ImageFixtures.withSegment(jpeg, 0xe1, preview);
    assertRefused(Arrays.copyOf(with, with.length - 20), "it ends early");
  }

  @Test
  void aDecodersWarningIsAnError() {
    byte[] jpeg = ImageFixtures.ofEachFormat().get("jpg");
    // As of a transfer that broke off, to which somebody put the end.
    byte[] ended = Arrays.copyOf(jpeg, jpeg.length - 150);
    ended[ended.length - 2] = (byte) 0xff;
    ended[ended.length - 1] = (byte) 0xd9;
    assertRefused(ended, "its JPEG decoder reports: ");
  }

  @Test
  void aBitThatFellInAPngIsNoticed() {
    byte[] png = ImageFixtures.ofEachFormat().get("png");
    png[png.length / 2] ^= 4;
    assertRefused(png, "does not go with its checksum");
  }

  @Test
  void sixteenBitsAreSixteenBitsHoweverSmallTheValues() throws UnreadableImageException {
    for (String format : new String[] {"png", "tif"}) {
      DecodedImage image = decode(ImageFixtures.deep(0, 100, 255), format);
      assertThat(image.bits()).isEqualTo(16);
      assertThat(image.planes().get(0)).containsExactly(0, 100 / 65_535.0, 255 / 65_535.0);
    }
    DecodedImage pgm =
        ImageDecoder.decode(ImageFixtures.ppm("P5\n# deep\n2 1 65535\n", 0, 255, 1, 0), 1, 1, 2);
    assertThat(pgm.planes().get(0)).containsExactly(255 / 65_535.0, 256 / 65_535.0);
  }

  @Test
  void sixteenBitsOfColourKeepTheirDepth() throws UnreadableImageException {
    byte[] file = ImageFixtures.encode(ImageFixtures.deepColour(65_535, 1, 257, 3, 4, 5), "png");
    DecodedImage image = ImageDecoder.decode(file, 3, 1, 2);
    assertThat(image.planes().get(0)).containsExactly(1, 3 / 65_535.0);
    assertThat(image.planes().get(1)).containsExactly(1 / 65_535.0, 4 / 65_535.0);
    assertThat(image.planes().get(2)).containsExactly(257 / 65_535.0, 5 / 65_535.0);
  }

  @Test
  void greyStaysAsItIsInTheFileAndOneBitIsBlackOrWhite() throws UnreadableImageException {
    assertThat(decode(ImageFixtures.grey(0, 1, 128, 255), "png").planes().get(0))
        .containsExactly(0, 1 / 255.0, 128 / 255.0, 1);
    BufferedImage bits = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY);
    bits.getRaster().setPixels(0, 0, 3, 1, new int[] {1, 0, 1});
    for (String format : new String[] {"png", "bmp", "gif", "tif"}) {
      assertThat(decode(bits, format).planes().get(0)).containsExactly(1, 0, 1);
    }
  }

  @Test
  void palettesAreLookedUp() throws UnreadableImageException {
    int[] colours = {0xff000000, 0xffff0000, 0xff3366cc, 0x00ffffff};
    byte[] file = ImageFixtures.encode(ImageFixtures.palette(colours, 1, 2, 0), "png");
    DecodedImage image = ImageDecoder.decode(file, 3, 1, 3);
    assertThat(image.planes().get(0)).containsExactly(1, 0x33 / 255.0, 0);
    assertThat(image.planes().get(1)).containsExactly(0, 0x66 / 255.0, 0);
    assertThat(image.planes().get(2)).containsExactly(0, 0xcc / 255.0, 0);
    assertThat(image.transparent()).isFalse();
  }

  @Test
  void transparentPartsStandOnWhiteAndAreReported() throws UnreadableImageException {
    DecodedImage image = decode(ImageFixtures.argb(0xff000000, 0x00000000, 0x33000000), "png");
    assertThat(image.planes().get(0)).containsExactly(new double[] {0, 1, 0.8}, offset(1e-12));
    assertThat(image.transparent()).isTrue();
  }

  @Test
  void losslessWebpIsRefusedByNameAndNotDecodedForAMinute() {
    byte[] damaged =
        HexFormat.of()
            .parseHex(
                "524946461e000000574542505650384c120000002f05c000000f10f3bffff31f977a10d1ff00");
    for (byte[] file : List.of(damaged, ImageFixtures.WEBP_LOSSLESS, ImageFixtures.WEBP_ALPHA)) {
      assertThatThrownBy(() -> ImageDecoder.decode(file, 3, 1, 2))
          .isInstanceOf(UnreadableImageException.class)
          .hasMessageContaining("lossless WebP");
    }
  }

  @Test
  void lossyWebpIsRead() throws UnreadableImageException {
    assertThat(ImageDecoder.decode(ImageFixtures.WEBP_LOSSY, 1, 1, 2).planes().get(0))
        .containsExactly(new double[] {200 / 255.0, 50 / 255.0}, offset(0.02));
  }

  @Test
  void picturesAreTurnedAsTheirExifSays() throws UnreadableImageException {
    // Two rows of three: 0 1 2 over 3 4 5, told in tenths.
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, 3, 2, new int[] {0, 1, 2, 3, 4, 5});
    byte[] png = ImageFixtures.encode(image, "png");
    int[][] turned = {
      {0, 1, 2, 3, 4, 5}, {2, 1, 0, 5, 4, 3}, {5, 4, 3, 2, 1, 0}, {3, 4, 5, 0, 1, 2},
      {0, 3, 1, 4, 2, 5}, {3, 0, 4, 1, 5, 2}, {5, 2, 4, 1, 3, 0}, {2, 5, 1, 4, 0, 3}
    };
    for (int orientation = 1; orientation <= 8; orientation++) {
      byte[] file = ImageFixtures.withChunk(png, "eXIf", ImageFixtures.exif(orientation));
      boolean upright = orientation <= 4;
      double[] values =
          ImageDecoder.decode(file, 1, upright ? 2 : 3, upright ? 3 : 2).planes().get(0);
      assertThat(Arrays.stream(values).mapToInt(v -> (int) Math.round(v * 255)).toArray())
          .as("orientation " + orientation)
          .containsExactly(turned[orientation - 1]);
    }
  }

  @Test
  void aJpegIsTurnedAndAnExifThatSaysNothingTurnsNothing() throws UnreadableImageException {
    BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, 8, 8, white(64));
    byte[] jpeg = ImageFixtures.encode(image, "jpg");
    for (int orientation : new int[] {6, 1, 0, 99}) {
      ByteArrayOutputStream exif = new ByteArrayOutputStream();
      exif.writeBytes("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
      exif.writeBytes(ImageFixtures.exif(orientation));
      byte[] file = ImageFixtures.withSegment(jpeg, 0xe1, exif.toByteArray());
      double[] expected = orientation == 6 ? new double[] {1, 1, 0, 0} : new double[] {1, 0, 1, 0};
      assertThat(ImageDecoder.decode(file, 1, 2, 2).planes().get(0))
          .containsExactly(expected, offset(0.02));
    }
    byte[] broken =
        ImageFixtures.withSegment(jpeg, 0xe1, "Exif\0\0MM".getBytes(StandardCharsets.US_ASCII));
    assertThat(ImageDecoder.decode(broken, 1, 2, 2).planes().get(0))
        .containsExactly(new double[] {1, 0, 1, 0}, offset(0.02));
  }

  @Test
  void aColourProfileChangesNoNumber() throws UnreadableImageException {
    byte[] jpeg = ImageFixtures.ofEachFormat().get("jpg");
    byte[] profile = Arrays.copyOf("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII), 300);
    byte[] file = ImageFixtures.withSegment(jpeg, 0xe2, profile);
    assertThat(ImageDecoder.decode(file, 3, 16, 24).planes().get(1))
        .containsExactly(ImageDecoder.decode(jpeg, 3, 16, 24).planes().get(1));
  }

  @Test
  void aLineInEightColumnsIsSeenByEachPixel() throws UnreadableImageException {
    BufferedImage image = new BufferedImage(224, 224, BufferedImage.TYPE_BYTE_GRAY);
    for (int line = 3; line < 224; line += 8) {
      image.getRaster().setPixels(line, 0, 1, 224, white(224));
    }
    DecodedImage small = ImageDecoder.decode(ImageFixtures.encode(image, "png"), 1, 28, 28);
    for (double value : small.planes().get(0)) {
      assertThat(value).isCloseTo(1 / 8.0, offset(1e-12));
    }
  }

  @Test
  void widthAndHeightMayGoOppositeWays() throws UnreadableImageException {
    assertThat(decode(ImageFixtures.grey(0, 255, 255, 0), "png", 3, 2))
        .containsExactly(.5, .5, .5, .5, .5, .5);
  }

  @Test
  void whatWouldBeGuessedIsRefusedByItsName() {
    assertRefused(ImageFixtures.CMYK, "CMYK");
    assertRefused(text("version https://git-lfs.github.com/spec/v1\noid ..."), "Git LFS");
    assertRefused(text("<!DOCTYPE html><title>404</title>"), "a web page");
    assertRefused(text("....ftypheic...."), "HEIF");
    assertRefused(text("%PDF-1.7"), "PDF");
    assertRefused(text("no image"), "it begins like none of PNG, JPEG, GIF");
    assertRefused(text("P3\n1 1 255\n1 2 3\n"), "written in digits");
    assertRefused(text("P5\n1 1 100\n1"), "values to 100");
    assertRefused(new byte[0], "it is empty");
    byte[] animated =
        ImageFixtures.withChunk(
            ImageFixtures.ofEachFormat().get("png"), "acTL", new byte[] {0, 0, 0, 7, 0, 0, 0, 0});
    assertRefused(animated, "an animation of 7 pictures");
  }

  @Test
  void anAnimatedGifIsRefused() {
    byte[] gif = ImageFixtures.ofEachFormat().get("gif");
    int picture = 13 + 3 * (1 << (gif[10] & 7) + 1);
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.write(gif, 0, gif.length - 1);
    twice.write(gif, picture, gif.length - picture);
    assertRefused(twice.toByteArray(), "an animation of 2 pictures");
  }

  @Test
  void aSmallFileOfManyPixelsIsNotDecoded() {
    byte[] header = ByteBuffer.allocate(13).putInt(60_000).putInt(60_000).put((byte) 1).array();
    assertRefused(png(header, new byte[10]), "it has 60000x60000 pixels, more than are decoded");
    byte[] gif = ImageFixtures.ofEachFormat().get("gif");
    int picture = gif.length - 1;
    for (int at = 0; at < gif.length - 9; at++) {
      picture = gif[at] == 0x2c && gif[at + 5] == 24 && gif[at + 7] == 16 ? at : picture;
    }
    for (int at : new int[] {6, 7, 8, 9, picture + 5, picture + 6, picture + 7, picture + 8}) {
      gif[at] = (byte) 0xff;
    }
    assertRefused(gif, "65535x65535 pixels");
  }

  @Test
  void aJpegOfManyPassesIsNotDecoded() {
    byte[] jpeg = ImageFixtures.PROGRESSIVE.clone();
    int frame = 0;
    int scan = 0;
    for (int at = 0; at < jpeg.length - 1; at++) {
      int marker = jpeg[at] == (byte) 0xff ? jpeg[at + 1] & 0xff : 0;
      frame = marker == 0xc2 ? at : frame;
      scan = marker == 0xda ? at : scan;
    }
    for (int at = frame + 5; at < frame + 9; at++) {
      jpeg[at] = 0x1f; // 7967x7967 pixels
    }
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.write(jpeg, 0, scan);
    for (int i = 0; i < 500; i++) {
      many.write(jpeg, scan, jpeg.length - 2 - scan);
    }
    many.write(jpeg, jpeg.length - 2, 2);
    assertRefused(many.toByteArray(), "passes, more than are decoded");
  }

  /** Changed bytes may give another image, or none: never anything else. */
  @Test
  void damageOfAnyKindIsNothingButAnUnreadableImage() {
    Random random = new Random(11);
    for (byte[] whole : ImageFixtures.ofEachFormat().values()) {
      for (int i = 0; i < 150; i++) {
        byte[] damaged = Arrays.copyOf(whole, whole.length);
        for (int change = random.nextInt(6); change >= 0; change--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        try {
          DecodedImage image = ImageDecoder.decode(damaged, 3, 2, 2);
          assertThat(image.planes()).hasSize(3);
          for (double value : image.planes().get(1)) {
            assertThat(value).isBetween(0.0, 1.0 + 1e-9);
          }
        } catch (UnreadableImageException e) {
          assertThat(e).message().isNotBlank();
        }
      }
    }
  }

  private static byte[] png(byte[] header, byte[] pixels) {
    Deflater deflater = new Deflater();
    deflater.setInput(pixels);
    deflater.finish();
    byte[] packed = new byte[100];
    int length = deflater.deflate(packed);
    deflater.end();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    out.writeBytes(ImageFixtures.chunk("IHDR", header));
    out.writeBytes(ImageFixtures.chunk("IDAT", Arrays.copyOf(packed, length)));
    out.writeBytes(ImageFixtures.chunk("IEND"));
    return out.toByteArray();
  }

  private static int[] white(int count) {
    int[] values = new int[count];
    Arrays.fill(values, 255);
    return values;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static DecodedImage decode(BufferedImage image, String format)
      throws UnreadableImageException {
    byte[] file = ImageFixtures.encode(image, format);
    return ImageDecoder.decode(file, 1, image.getHeight(), image.getWidth());
  }

  private static double[] decode(BufferedImage image, String format, int height, int width)
      throws UnreadableImageException {
    return ImageDecoder.decode(ImageFixtures.encode(image, format), 1, height, width)
        .planes()
        .get(0);
  }

  private static void assertRefused(byte[] file, String reason) {
    ThrowingCallable decoding = () -> ImageDecoder.decode(file, 1, 4, 4);
    assertThatThrownBy(decoding)
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining(reason)
        .satisfies(
            e -> assertThat(((UnreadableImageException) e).advice()).isNotBlank().endsWith("."));
  }
}
