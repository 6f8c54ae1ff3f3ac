/** A small network with one hidden layer: features in, chance that the edit mends an error out. */
export interface ClassifierWeights {
  readonly inputs: number;
  readonly hidden: number;
  /** hidden × inputs, then hidden biases. */
  readonly first: readonly number[];
  readonly firstBias: readonly number[];
  readonly second: readonly number[];
  readonly secondBias: number;
}

export class Classifier {
  readonly #weights: ClassifierWeights;
  readonly #first: Float32Array;

  constructor(weights: ClassifierWeights) {
    this.#weights = weights;
    this.#first = Float32Array.from(weights.first);
  }

  /** Chance from 0 to 1. */
  judge(features: Float32Array): number {
    const { inputs, hidden, firstBias, second, secondBias } = this.#weights;
    let output = secondBias;
    for (let unit = 0; unit < hidden; unit++) {
      let value = firstBias[unit]!;
      const row = unit * inputs;
      for (let input = 0; input < inputs; input++) value += this.#first[row + input]! * features[input]!;
      if (value > 0) output += value * second[unit]!;
    }
    return 1 / (1 + Math.exp(-output));
  }
}
