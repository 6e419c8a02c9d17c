package io.contrailkube.node.cli;

import io.contrailkube.node.config.Configuration;
import io.contrailkube.node.config.ConfigurationException;
import io.contrailkube.node.config.Explained;
import io.contrailkube.node.config.Nearest;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what options mean and where their values come from. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shows options with meaning, default, value and where the value comes from: a line of a file, the"
                    + " environment, -D, or the default. Passwords and tokens are masked.",
            "",
            "OPTION is an option of contrail-kubernetes.conf, a HOCON path, or the beginning of one. Without it, all."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  contrail-kube config explain",
            "  contrail-kube config explain -c contrail-kubernetes.conf kube_timer_interval",
            "  contrail-kube config explain contrail-kube.ingest.watch"
        })
final class ExplainCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigurationFiles configuration = new ConfigurationFiles();

    @Parameters(arity = "0..1", paramLabel = "OPTION", description = "What to explain.")
    private @Nullable String option;

    @Override
    public Integer call() {
        Configuration read = configuration.read();
        List<Explained> chosen = chosen(read.explained());
        PrintWriter out = spec.commandLine().getOut();
        if (chosen.size() == 1) {
            Explanations.printOne(chosen.get(0), out);
        } else {
            Explanations.printAll(chosen, out);
        }
        if (configuration.isNamed()) {
            PrintWriter err = spec.commandLine().getErr();
            read.warnings().forEach(warning -> err.println("warning: " + warning));
            if (!read.faults().isEmpty()) {
                throw new ConfigurationException(read.faults());
            }
        }
        return ExitCode.FINE;
    }

    private List<Explained> chosen(List<Explained> all) {
        if (option == null) {
            return all;
        }
        String wanted = option.toLowerCase(Locale.ROOT);
        List<Explained> found = all.stream()
                .filter(row -> row.name().equals(wanted) || row.name().startsWith(wanted + '.'))
                .toList();
        if (found.isEmpty()) {
            String hint = Nearest.hint(wanted, all.stream().map(Explained::name).toList());
            throw new CommandFailure("there is no option '" + option + "'; " + hint, ExitCode.USAGE);
        }
        return found;
    }
}
