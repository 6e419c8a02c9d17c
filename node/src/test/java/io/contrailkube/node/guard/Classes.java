package io.contrailkube.node.guard;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** The compiled main classes of every module that the node knows, and of the stand-ins. */
final class Classes {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludePackageInfos())
            .withImportOption(Classes::isMain)
            .importPackages("io.contrailkube");

    private Classes() {}

    static JavaClasses ofTheProject() {
        return ALL;
    }

    private static boolean isMain(Location location) {
        return !location.contains("-tests.jar") && !location.contains("/test-classes/");
    }
}
