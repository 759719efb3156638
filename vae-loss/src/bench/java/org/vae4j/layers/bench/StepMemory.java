package org.vae4j.layers.bench;

import java.util.function.Supplier;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/** The memory of one step: laid out in the first and used again, as in a network that is fitted. */
final class StepMemory {
  private static final String NAME = "STEP";

  /** As {@code ComputationGraph} configures the one of its activations. */
  private static final WorkspaceConfiguration REUSED =
      WorkspaceConfiguration.builder()
          .initialSize(0)
          .overallocationLimit(0.05)
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policyReset(ResetPolicy.BLOCK_LEFT)
          .policySpill(SpillPolicy.REALLOCATE)
          .policyAllocation(AllocationPolicy.OVERALLOCATE)
          .build();

  /** Where layers put their arrays in a step. */
  static final LayerWorkspaceMgr OF_LAYERS =
      LayerWorkspaceMgr.builder().defaultWorkspace(NAME, REUSED).build();

  private StepMemory() {}

  /** Takes a step, whose arrays, its result's too, are overwritten by the next. */
  @SuppressWarnings("try") // what is opened is found by ND4J, on this thread
  static <T> T call(Supplier<T> step) {
    try (MemoryWorkspace memory =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(REUSED, NAME)) {
      return step.get();
    }
  }

  /** Takes a step that keeps its results to itself. */
  static void run(Runnable step) {
    call(
        () -> {
          step.run();
          return null;
        });
  }
}
