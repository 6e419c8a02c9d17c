package io.contrailkube.node.cli;

import java.util.concurrent.Callable;

/**
 * A command of {@code contrail-kube} that lives in another module: a class annotated as a picocli command and named in
 * {@code META-INF/services}. It returns one of {@link ExitCode}.
 */
public interface Subcommand extends Callable<Integer> {}
