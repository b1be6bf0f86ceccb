package io.ablate4j.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes image files with ImageIO: PNG, JPEG, GIF, BMP and TIFF by the JDK, WebP by a plugin, PGM
 * and PPM here. A file that is not whole, or whose decoder has but a warning, is no image.
 */
public final class ImageDecoder {
  /** Pixels of the largest image that is decoded; a small file may announce any number. */
  static final long MOST_PIXELS = 64L << 20;

  private static final long MOST_WORK = 16 * MOST_PIXELS;

  private ImageDecoder() {}

  /**
   * Decodes a file's first and only picture, turns it as its EXIF says, and brings it to a size:
   * smaller by averaging areas, larger by straight lines between pixels.
   *
   * @param channels 1 for grey, 3 for red, green, blue
   * @throws UnreadableImageException if the file is no image, not whole, of a kind that is not
   *     read, or too large
   */
  public static DecodedImage decode(byte[] file, int channels, int height, int width)
      throws UnreadableImageException {
    Bytes bytes = new Bytes(file);
    ImageFormat format = ImageFormat.of(bytes);
    FileFacts facts = format.check(bytes);
    try {
      Samples samples = new Samples(image(format, facts), facts.orientation());
      Resampler resampler =
          new Resampler(channels, samples.height(), samples.width(), height, width);
      double[][] row = new double[channels][samples.width()];
      for (int y = 0; y < samples.height(); y++) {
        samples.row(y, row);
        resampler.add(y, row);
      }
      return new DecodedImage(List.of(resampler.planes()), samples.bits(), samples.transparent());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Decoders meet damage with exceptions of any kind.
      throw UnreadableImageException.damaged(
          "its " + format.label() + " decoder reports: " + reason(e));
    } catch (OutOfMemoryError e) {
      throw UnreadableImageException.unsupported(
          "it takes more memory than there is", "scale it down first, or take it away.");
    }
  }

  private static BufferedImage image(ImageFormat format, FileFacts facts)
      throws IOException, UnreadableImageException {
    if (format == ImageFormat.PNM) {
      PnmFile file = PnmFile.of(facts.picture());
      requireDecodable(file.width(), file.height(), facts, MOST_PIXELS);
      return file.image(facts.picture());
    }
    ImageReader reader = reader(format);
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(facts.picture().all()))) {
      reader.setInput(in, false, true);
      requireDecodable(reader.getWidth(0), reader.getHeight(0), facts, most(format, facts));
      List<String> warnings = new ArrayList<>();
      reader.addIIOReadWarningListener((source, text) -> warnings.add(text));
      BufferedImage image = reader.read(0);
      if (!warnings.isEmpty()) {
        throw new IIOException(warnings.get(0));
      }
      return image;
    } finally {
      reader.dispose();
    }
  }

  /** WebP is decoded in Java, slowly: a small file may not announce so many pixels. */
  private static long most(ImageFormat format, FileFacts facts) {
    return format == ImageFormat.WEBP
        ? Math.min(MOST_PIXELS / 4, Math.max(MOST_PIXELS / 32, 1000L * facts.picture().length()))
        : MOST_PIXELS;
  }

  private static void requireDecodable(int width, int height, FileFacts facts, long most)
      throws UnreadableImageException {
    long pixels = (long) width * height;
    if (pixels > most || pixels * facts.passes() > MOST_WORK) {
      throw UnreadableImageException.unsupported(
          "it has "
              + width
              + "x"
              + height
              + " pixels"
              + (facts.passes() > 1 ? " in " + facts.passes() + " passes" : "")
              + ", more than are decoded ("
              + most
              + ")",
          "scale it down first, or take it away.");
    }
  }

  /** The JDK's own where it has one, so that plugins of a user's change no number. */
  private static ImageReader reader(ImageFormat format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.label());
    ImageReader found = readers.next();
    while (readers.hasNext() && found.getClass().getModule() != ImageIO.class.getModule()) {
      found = readers.next();
    }
    return found;
  }

  private static String reason(Throwable e) {
    Throwable told = e.getMessage() == null && e.getCause() != null ? e.getCause() : e;
    String message = Objects.requireNonNullElse(told.getMessage(), told.getClass().getSimpleName());
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
