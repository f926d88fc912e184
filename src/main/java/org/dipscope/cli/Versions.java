package org.dipscope.cli;

import org.dipscope.session.ProgramVersion;
import picocli.CommandLine;

/** What {@code --version} says. */
final class Versions implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {ProgramVersion.current().toString()};
    }
}
