/** The command line: options in, exit codes and progress out; no logic of its own. */
package io.ablate4j.cli;
