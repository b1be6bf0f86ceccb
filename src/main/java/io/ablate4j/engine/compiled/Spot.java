package io.ablate4j.engine.compiled;

import java.util.Optional;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where a layer stands in the network that is being compiled, and what its rule may do there. */
interface Spot {
  /** The layer's name. */
  String name();

  /** What it reads. */
  Tensor from();

  /**
   * Whether nobody asks for the gradient of what it reads: of the network's input, or of what is
   * made of it without parameters.
   */
  boolean first();

  /** Whether it reads the network's input itself. */
  boolean readsInput();

  /**
   * The operation that gave what it reads, if nobody else reads or overwrites that, and nobody
   * wants to look at it.
   */
  Optional<Node> before();

  /** One of its parameters, as the graph has it. */
  INDArray parameter(String key);

  /**
   * Where a parameter starts among all; it must lie there as one run.
   *
   * @param order of a matrix in memory: 'c' row by row, 'f' column by column
   * @throws Unsupported if it lies there in another order
   */
  int offset(String key, char order) throws Unsupported;

  /** The same of a parameter that a layer may have not: -1 then. */
  default int offset(String key, char order, boolean there) throws Unsupported {
    return there ? offset(key, order) : -1;
  }

  Parameters parameters();

  /** Draws the masks of dropout. */
  RandomBits random();

  /** Says whether convolutions may be compiled. */
  ConvolutionCheck check();

  /** Adds an operation; what it gives is the layer's output, unless more is added. */
  Tensor add(Node node);

  /** Makes those that read a layer's output the first ones, too. */
  void leaveGradient(Tensor tensor);

  /** Makes what is there already the layer's output. */
  void pass(Tensor tensor);

  /**
   * Adds an activation function of what is there already.
   *
   * @throws Unsupported if the compiler does not know it
   */
  void activate(IActivation function, Tensor tensor) throws Unsupported;

  /** Makes this the network's output layer. */
  void end(SoftmaxCrossEntropy loss);
}
