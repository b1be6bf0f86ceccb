package io.ablate4j.engine.compiled;

/** Mean over windows; numbers of the padding count as zeros, or not at all, as in DL4J. */
final class AveragePool implements Node {
  private final Tensor input;
  private final Buffer inputGradient;
  private final Tensor output;
  private final Window rows;
  private final Window columns;

  /** The share of each number of a window, by the window's place in a plane. */
  private final float[] shares;

  /**
   * @param countsPadding whether a window at the edge is divided by all its places
   */
  AveragePool(Tensor input, Window rows, Window columns, boolean countsPadding) {
    this.input = input;
    this.inputGradient = input.newGradient();
    this.output = new Tensor(input.examples, input.channels, rows.outputs(), columns.outputs());
    this.rows = rows;
    this.columns = columns;
    this.shares = new float[output.space()];
    for (int i = 0; i < shares.length; i++) {
      int row = i / output.width;
      int column = i % output.width;
      int inside =
          (rows.end(row, input.height) - rows.start(row))
              * (columns.end(column, input.width) - columns.start(column));
      shares[i] = 1f / (countsPadding ? rows.kernel() * columns.kernel() : Math.max(1, inside));
    }
  }

  @Override
  public void forward(PassKind pass) {
    float[] x = input.value().read();
    float[] y = output.value().write();
    int out = 0;
    for (int plane = 0; plane < x.length; plane += input.space()) {
      for (int place = 0; place < shares.length; place++) {
        int row = place / output.width;
        int column = place % output.width;
        int last = rows.end(row, input.height);
        int right = columns.end(column, input.width);
        float sum = 0;
        for (int r = rows.start(row); r < last; r++) {
          int line = plane + r * input.width;
          for (int c = columns.start(column); c < right; c++) {
            sum += x[line + c];
          }
        }
        y[out++] = sum * shares[place];
      }
    }
  }

  @Override
  public void backward() {
    float[] dy = output.gradient().read();
    float[] dx = inputGradient.write();
    java.util.Arrays.fill(dx, 0);
    int out = 0;
    for (int plane = 0; plane < dx.length; plane += input.space()) {
      for (int place = 0; place < shares.length; place++) {
        int row = place / output.width;
        int column = place % output.width;
        int last = rows.end(row, input.height);
        int right = columns.end(column, input.width);
        float share = dy[out++] * shares[place];
        for (int r = rows.start(row); r < last; r++) {
          int line = plane + r * input.width;
          for (int c = columns.start(column); c < right; c++) {
            dx[line + c] += share;
          }
        }
      }
    }
  }

  @Override
  public Tensor output() {
    return output;
  }
}
