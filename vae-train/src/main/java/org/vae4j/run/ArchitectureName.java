package org.vae4j.run;

/** The architectures that can be asked for by name. */
public enum ArchitectureName {
  MLP
}
