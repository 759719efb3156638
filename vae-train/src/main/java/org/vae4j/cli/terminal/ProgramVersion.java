package org.vae4j.cli.terminal;

import org.vae4j.run.Versions;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
public final class ProgramVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"vae4j " + Versions.vae4j()};
  }
}
