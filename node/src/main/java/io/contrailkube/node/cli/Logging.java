package io.contrailkube.node.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import com.typesafe.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up the log as {@code contrail-kube.node.log} says. */
final class Logging {
    private static final String OURS = "io.contrailkube";
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level INSTANCE[%thread] %logger{24} %X{namespace} - %msg%n";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final String pattern;

    private Logging(String instance) {
        // A percent sign or bracket of the instance's name would be taken for a part of the pattern.
        String safe = instance.replaceAll("[^\\w.:-]", "_");
        this.pattern = PATTERN.replace("INSTANCE", safe.isEmpty() ? "" : "[" + safe + "] ");
    }

    static void start(Config root) {
        Config log = root.getConfig("contrail-kube.node.log");
        new Logging(log.getString("instance")).apply(log);
    }

    private void apply(Config log) {
        String file = log.getString("file");
        if (!file.isEmpty() && !isWritable(Path.of(file))) {
            throw new CommandFailure(
                    "the log file " + file + " cannot be written; create its directory, or set log_file to another or"
                            + " to nothing",
                    ExitCode.USAGE);
        }
        context.reset();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level(log, "libraries"));
        context.getLogger(OURS).setLevel(level(log, "level"));
        add(new ConsoleAppender<>(), "console");
        if (!file.isEmpty()) {
            var appender = new FileAppender<ILoggingEvent>();
            appender.setFile(file);
            add(appender, "file");
        }
    }

    private static boolean isWritable(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return Files.exists(file)
                ? Files.isRegularFile(file) && Files.isWritable(file)
                : parent != null && Files.isWritable(parent);
    }

    private static Level level(Config log, String key) {
        String text = log.getString(key);
        Level level = Level.toLevel(text, null);
        if (level == null) {
            throw new CommandFailure(
                    "contrail-kube.node.log." + key + " is '" + text + "': give ERROR, WARN, INFO, DEBUG or TRACE",
                    ExitCode.USAGE);
        }
        return level;
    }

    private void add(OutputStreamAppender<ILoggingEvent> appender, String name) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        appender.setContext(context);
        appender.setName(name);
        appender.setEncoder(encoder);
        appender.start();
        Appender<ILoggingEvent> started = appender;
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(started);
    }
}
