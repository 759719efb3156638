package org.vae4j.bench;

import java.io.IOException;
import org.vae4j.datasets.Dataset;

/** Who takes part, and under which settings of Java and the threads: those that its users have. */
enum Entrant {
  /** What {@code ./vae train} runs, under the settings of the launcher. */
  OURS("ours", true) {
    @Override
    Contender contender(Task task, Dataset train) {
      return new OurTrainer(
          task.conv() ? Model.conv() : Model.mlp(train.features(), task.hidden(), task.latent()),
          train,
          task.batchSize());
    }
  },

  /** DL4J's own layer as it comes, in a Java that nobody has told anything. */
  DL4J_VAE("dl4jVae", false) {
    @Override
    Contender contender(Task task, Dataset train) {
      return new Dl4jVae(train, task.batchSize());
    }
  },

  /** The same layer under our launcher's settings. */
  DL4J_VAE_TUNED("dl4jVaeTuned", true) {
    @Override
    Contender contender(Task task, Dataset train) {
      return new Dl4jVae(train, task.batchSize());
    }
  },

  /** DL4J's layers with our loss, under the settings that our documents name. */
  DL4J_GRAPH("dl4jGraph", true) {
    @Override
    Contender contender(Task task, Dataset train) {
      return task.conv()
          ? new Dl4jConvGraph(train, task.batchSize())
          : new Dl4jGraph(train, task.batchSize());
    }
  },

  /** PyTorch 2.5 on the CPU, as it comes. */
  PYTORCH("pytorch", false) {
    @Override
    Contender contender(Task task, Dataset train) throws IOException {
      return new PyTorchVae(task, train);
    }
  };

  private final String label;
  private final boolean tuned;

  Entrant(String label, boolean tuned) {
    this.label = label;
    this.tuned = tuned;
  }

  /** As in the table and the JSON. */
  final String label() {
    return label;
  }

  /** Under the settings of our launcher, else those of a Java that nobody has told anything. */
  final boolean isTuned() {
    return tuned;
  }

  abstract Contender contender(Task task, Dataset train) throws IOException;
}
