<#-- ${plus(2, "LANES")} is " + 2 * LANES", ${plus(1, "LANES")} " + LANES" and ${plus(0, "LANES")} nothing. -->
<#function plus factor unit>
  <#if factor == 0><#return ""></#if>
  <#return " + " + (factor == 1)?then(unit, factor + " * " + unit)>
</#function>
