/** What commands take on the command line: how it is declared, read and explained. */
package io.jenkins.plugins.imagepolicy.cli.arguments;
