package io.ablate4j.data.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats that are read, told from a file's first bytes: its name may say something else. */
enum ImageFormat {
  PNG("PNG", "\u0089PNG\r\n\u001a\n") {
    @Override
    FileFacts check(Bytes file) throws UnreadableImageException {
      return PngFile.check(file);
    }
  },
  JPEG("JPEG", "\u00ff\u00d8\u00ff") {
    @Override
    FileFacts check(Bytes file) throws UnreadableImageException {
      return JpegFile.check(file);
    }
  },
  GIF("GIF", "GIF87a", "GIF89a") {
    @Override
    FileFacts check(Bytes file) throws UnreadableImageException {
      return GifFile.check(file);
    }
  },
  BMP("BMP", "BM") {
    @Override
    FileFacts check(Bytes file) throws UnreadableImageException {
      return BmpFile.check(file);
    }
  },
  TIFF("TIFF", "II*\0", "MM\0*") {
    @Override
    FileFacts check(Bytes file) throws UnreadableImageException {
      return TiffFile.check(file);
    }
  },
  WEBP("WebP", "RIFF") {
    @Override
    FileFacts check(Bytes file) throws UnreadableImageException {
      return WebpFile.check(file);
    }
  },
  PNM("PNM", "P2", "P3", "P5", "P6") {
    @Override
    FileFacts check(Bytes file) throws UnreadableImageException {
      PnmFile.of(file);
      return FileFacts.plain(file);
    }
  };

  private final String label;
  private final String[] beginnings;

  ImageFormat(String label, String... beginnings) {
    this.label = label;
    this.beginnings = beginnings;
  }

  /** As ImageIO knows it. */
  String label() {
    return label;
  }

  /**
   * Goes over the file's structure, without decoding pixels.
   *
   * @throws UnreadableImageException if the file is not whole
   */
  abstract FileFacts check(Bytes file) throws UnreadableImageException;

  /**
   * @throws UnreadableImageException if the file begins like none of them, naming what it is as far
   *     as that can be seen
   */
  static ImageFormat of(Bytes file) throws UnreadableImageException {
    for (ImageFormat format : values()) {
      if (Arrays.stream(format.beginnings).anyMatch(letters -> file.says(0, letters))
          && (format != WEBP || file.says(8, "WEBP"))) {
        return format;
      }
    }
    if (file.length() == 0) {
      throw UnreadableImageException.damaged("it is empty");
    }
    Optional<String> other = other(file);
    throw UnreadableImageException.unsupported(
        other.map(kind -> "it is " + kind).orElse("it begins like none of " + all()),
        other.filter(kind -> kind.contains("pointer")).isPresent()
            ? "fetch the images with \"git lfs pull\"."
            : "convert it to PNG, or take it away.");
  }

  private static Optional<String> other(Bytes file) {
    if (file.says(0, "version https://git-lfs")) {
      return Optional.of("a pointer of Git LFS in place of an image");
    }
    if (file.says(4, "ftyphei") || file.says(4, "ftypmif")) {
      return Optional.of("HEIF");
    }
    if (file.says(4, "ftypavi")) {
      return Optional.of("AVIF");
    }
    if (file.says(0, "%PDF")) {
      return Optional.of("PDF");
    }
    if (file.says(0, "8BPS")) {
      return Optional.of("Photoshop's PSD");
    }
    return file.says(0, "<")
        ? Optional.of("a text with tags, such as a web page or SVG")
        : Optional.empty();
  }

  private static String all() {
    return String.format(Locale.ROOT, "%s", Arrays.stream(values()).map(f -> f.label).toList())
        .replaceAll("[\\[\\]]", "");
  }
}
