#!/usr/bin/env bash
# JFreeChart and Batik: the numbers at a LogAxis are outlines in SVG, those at other axes are text.
#
# Expected: numbers at axes are text elements, so they can be searched, read aloud and edited in a drawing program.
# Seen with JFreeChart 1.5.6 and Batik 1.19: LogAxis draws its numbers as AttributedStrings, for which SVGGraphics2D writes a path each;
# the older LogarithmicAxis and NumberAxis give text, as do titles. A subclass of LogAxis that gives plain NumberTicks gives text.
# Why it matters: rates, doses and times are drawn over decades, and such pictures look right on screen and in print.
# Needs a JDK (17 or newer) and Maven.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.jfree</groupId><artifactId>jfreechart</artifactId><version>1.5.6</version></dependency>
    <dependency><groupId>org.apache.xmlgraphics</groupId><artifactId>batik-svggen</artifactId><version>1.19</version></dependency>
  </dependencies>
</project>
POM

cat >"$work/Axes.java" <<'JAVA'
import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;

public class Axes {
  public static void main(String[] args) throws Exception {
    System.setProperty("java.awt.headless", "true");
    for (ValueAxis axis : List.of(new NumberAxis("rate"), new LogAxis("rate"), new LogarithmicAxis("rate"))) {
      axis.setRange(1, 1000);
      var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation().createDocument("http://www.w3.org/2000/svg", "svg", null);
      var graphics = new SVGGraphics2D(document);
      new JFreeChart(new XYPlot(null, axis, new NumberAxis("spikes"), null)).draw(graphics, new Rectangle2D.Double(0, 0, 600, 400));
      var svg = new StringWriter();
      graphics.stream(svg, true);
      long texts = svg.toString().lines().filter(line -> line.contains("<text")).count();
      // An outline has curves, other than lines and frames.
      long outlines = svg.toString().lines().filter(line -> line.contains("<path") && line.contains("Q")).count();
      System.out.println(axis.getClass().getSimpleName() + ": " + texts + " texts, " + outlines + " outlines");
    }
  }
}
JAVA
cd "$work"
mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib >log 2>&1 || {
  cat log
  exit 1
}
java -cp 'lib/*' Axes.java | tee out
grep -qx 'NumberAxis: 33 texts, 1 outlines' out
grep -qx 'LogAxis: 23 texts, 30 outlines' out
grep -qx 'LogarithmicAxis: 35 texts, 1 outlines' out
