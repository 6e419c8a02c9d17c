package io.contrailkube.node.acceptance;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.contrailkube.persistence.EmbeddedDatabase;
import java.util.concurrent.atomic.AtomicInteger;

/** One database for all tests of this JVM, and in it a schema for each installation. It ends with the JVM. */
final class Journals {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Journals() {}

    private static final class Shared {
        static final EmbeddedDatabase DATABASE = EmbeddedDatabase.startTemporary();
    }

    /** Settings of a journal in which nothing has been written. */
    static Config fresh() {
        return Shared.DATABASE
                .config()
                .withValue(
                        "contrail-kube.journal.schema",
                        ConfigValueFactory.fromAnyRef("journal_" + NUMBER.incrementAndGet()));
    }
}
