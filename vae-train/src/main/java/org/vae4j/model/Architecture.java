package org.vae4j.model;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** What a variational autoencoder is made of, as a description that a graph can be built from. */
public sealed interface Architecture
    permits MlpArchitecture, ConvArchitecture, CountArchitecture, TableArchitecture {
  /** The graph, with the vertices of {@link VertexNames}. */
  ComputationGraphConfiguration configuration();
}
