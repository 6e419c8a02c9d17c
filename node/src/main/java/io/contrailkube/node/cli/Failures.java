package io.contrailkube.node.cli;

import io.contrailkube.node.config.ConfigurationException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Failures of commands as messages and exit codes. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (failure instanceof ConfigurationException faulty) {
            int count = faulty.faults().size();
            err.println("contrail-kube: the configuration has " + (count == 1 ? "a fault:" : count + " faults:"));
            faulty.faults().forEach(fault -> err.println("  " + fault));
            return ExitCode.USAGE;
        }
        if (failure instanceof CommandFailure told) {
            err.println("contrail-kube: " + told.getMessage());
            return told.exitCode();
        }
        err.println("contrail-kube: this is a defect, please report it:");
        failure.printStackTrace(err);
        return ExitCode.FAILED;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("contrail-kube: " + failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("'" + command.getCommandSpec().qualifiedName() + " --help' shows what there is.");
        return ExitCode.USAGE;
    }
}
