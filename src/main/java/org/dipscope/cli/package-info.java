/**
 * The command line: one class a command, registered by one line in {@link org.dipscope.cli.Commands}; the options of masking, memory and
 * sampling are made from {@link org.dipscope.session.Setting}.
 */
package org.dipscope.cli;
