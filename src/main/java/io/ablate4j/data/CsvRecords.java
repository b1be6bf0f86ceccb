package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataLine;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.split.InputStreamInputSplit;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/**
 * Records of a table as RFC 4180 has them, each with the line it starts on. DataVec's own
 * CSVRecordReader takes a backslash for an escape and cannot have a line break in a cell.
 *
 * <p>Cells are text, without the white space around them; lines that are blank are left out. A
 * split has one location, whose bytes are UTF-8 (see {@link CsvText}). Whatever cannot be read is a
 * {@link ProblemsException}.
 */
final class CsvRecords extends BaseRecordReader {
  private static final long serialVersionUID = 1L;

  private final char delimiter;
  private Configuration configuration;
  private URI location;
  private String where;
  private String name;
  private String text;
  private transient CSVParser parser;
  private transient Iterator<CSVRecord> records;
  private transient List<Writable> ahead;
  private transient int aheadLine;

  CsvRecords(char delimiter) {
    this.delimiter = delimiter;
  }

  @Override
  public void initialize(InputSplit split) throws IOException {
    URI[] locations = split.locations();
    location = locations != null && locations.length > 0 ? locations[0] : null;
    boolean file = location != null && "file".equals(location.getScheme());
    where = file ? Path.of(location).toString() : String.valueOf(location);
    name = file ? String.valueOf(Path.of(location).getFileName()) : where;
    text = CsvText.decoded(where, name, bytes(split));
    reset();
  }

  private byte[] bytes(InputSplit split) throws IOException {
    if (split instanceof InputStreamInputSplit given) {
      return given.getIs().readAllBytes();
    }
    try (InputStream in = location.toURL().openStream()) {
      return in.readAllBytes();
    }
  }

  @Override
  public void initialize(Configuration conf, InputSplit split) throws IOException {
    configuration = conf;
    initialize(split);
  }

  /** The whole text, for looking at it as such. */
  String text() {
    return text;
  }

  @Override
  public void reset() {
    try {
      parser =
          CSVParser.parse(
              text,
              CSVFormat.RFC4180
                  .builder()
                  .setDelimiter(delimiter)
                  .setIgnoreSurroundingSpaces(true)
                  .get());
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be read", e);
    }
    records = parser.iterator();
    ahead = null;
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public boolean hasNext() {
    while (ahead == null) {
      int line = Math.toIntExact(parser.getCurrentLineNumber() + 1);
      if (!advance(line)) {
        return false;
      }
    }
    return true;
  }

  /** Reads a record, which stays away if it is blank; false at the end. */
  private boolean advance(int line) {
    CSVRecord record;
    try {
      if (!records.hasNext()) {
        return false;
      }
      record = records.next();
    } catch (UncheckedIOException | IllegalStateException e) {
      throw unparsable(line, e);
    }
    List<Writable> cells = new ArrayList<>(record.size());
    for (String cell : record) {
      cells.add(new Text(Cells.stripped(cell)));
    }
    if (cells.size() > 1 || !cells.get(0).toString().isEmpty()) {
      ahead = cells;
      aheadLine = line;
    }
    return true;
  }

  private ProblemsException unparsable(int line, RuntimeException e) {
    boolean open = String.valueOf(e.getMessage()).contains("EOF");
    return new ProblemsException(
        List.of(
            new Problem(
                Optional.of(where + ":" + line),
                "Line "
                    + line
                    + " of "
                    + name
                    + " cannot be parsed: "
                    + (open
                        ? "a quote that opens there is never closed."
                        : "a cell goes on after its closing quote."),
                "close the quote; write \"\" for a quote inside a quoted cell.")));
  }

  @Override
  public List<Writable> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no record is left");
    }
    List<Writable> cells = ahead;
    ahead = null;
    return cells;
  }

  @Override
  public Record nextRecord() {
    List<Writable> cells = next();
    return new org.datavec.api.records.impl.Record(
        cells, new RecordMetaDataLine(aheadLine - 1, location, CsvRecords.class));
  }

  /** The line, from 1, on which the record starts that {@link #next()} gave last. */
  int line() {
    return aheadLine;
  }

  @Override
  public Record loadFromMetaData(RecordMetaData wanted) {
    return loadFromMetaData(List.of(wanted)).get(0);
  }

  /** Reads from the start; afterwards it stands behind the last of them. */
  @Override
  public List<Record> loadFromMetaData(List<RecordMetaData> wanted) {
    List<Record> found = new ArrayList<>();
    for (RecordMetaData one : wanted) {
      int line = ((RecordMetaDataLine) one).getLineNumber();
      reset();
      Record record;
      do {
        record = nextRecord();
      } while (((RecordMetaDataLine) record.getMetaData()).getLineNumber() != line);
      found.add(record);
    }
    return found;
  }

  @Override
  public List<Writable> record(URI uri, DataInputStream in) throws IOException {
    CsvRecords one = new CsvRecords(delimiter);
    one.initialize(new InputStreamInputSplit(in, uri));
    return one.next();
  }

  /** Labels are known to whoever knows their column. */
  @Override
  public List<String> getLabels() {
    return List.of();
  }

  @Override
  public void close() throws IOException {
    if (parser != null) {
      parser.close();
    }
  }

  @Override
  public Configuration getConf() {
    return configuration;
  }

  @Override
  public void setConf(Configuration conf) {
    configuration = conf;
  }
}
